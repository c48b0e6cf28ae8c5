import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import type { Reviewed } from "../../access/diff/reviewed";
import { driftOf } from "../../access/drift/drift-of";
import type { ResourceGraph } from "../../graph/resource";
import { readGraph } from "../../graph/read/read-graph";
import { readGraphFile } from "../diff/graph-file";
import { judgedGraph } from "../program/judged-graph";
import { awsSource } from "./aws-source";
import { collectLive } from "./collect";
import { DriftError, folderSource, keptSource, type LiveSource } from "./live-source";
import { idsOfStack, type KnownIds } from "./pair-resources";

/** What `npm run drift` compares. */
export interface DriftSides {
  directory: string;
  stack: string;
  /** A graph instead of the program. */
  graph?: string;
  /** A folder of answers instead of AWS. */
  exported?: string;
  /** Where answers are saved. */
  save?: string;
  /** What `pulumi stack export` printed. */
  ids?: string;
  /** Of the AWS credentials. */
  profile?: string;
  region?: string;
}

/** What is used beside the sides. */
export interface DriftProcess {
  print: (line: string) => void;
}

/**
 * Compares what AWS holds with what the program says.
 * @throws DriftError, ProgramError
 */
export async function drift(sides: DriftSides, process: DriftProcess): Promise<Reviewed> {
  const { directory, exported, save, ids, stack } = sides;
  // A stack's file has no organisation in its name.
  const named = stack.split("/").at(-1)!;
  const graph: ResourceGraph =
    sides.graph === undefined
      ? await judgedGraph({ directory, stack: named, seed: "drift", showSecrets: false })
      : readGraphFile(path.resolve(sides.graph));
  const source = exported === undefined ? ofAws(sides, graph) : folderSource(exported);
  const known =
    ids !== undefined
      ? idsOfStack(readText(ids), `--ids ${ids}`)
      : exported !== undefined
        ? new Map<string, string>()
        : idsByPulumi(sides, process);
  return driftOf(graph, await collectLive(graph, keptSource(source, save), known));
}

function ofAws(sides: DriftSides, graph: ResourceGraph): LiveSource {
  return awsSource({ profile: sides.profile, region: sides.region ?? readGraph(graph).region });
}

function readText(file: string): string {
  try {
    return fs.readFileSync(file, "utf8");
  } catch (error) {
    throw new DriftError(`--ids ${file}: ${(error as Error).message}.`);
  }
}

/** The ids of the stack, if there is a Pulumi CLI that knows it; names find nearly everything without. */
function idsByPulumi({ directory, stack }: DriftSides, { print }: DriftProcess): KnownIds {
  try {
    const text = execFileSync(
      "pulumi",
      ["stack", "export", "--stack", stack, "--non-interactive"],
      {
        ...{ cwd: directory, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] },
        maxBuffer: 512 * 1024 * 1024,
      },
    );
    return idsOfStack(text, "pulumi stack export");
  } catch (error) {
    if (error instanceof DriftError) throw error;
    print(
      `Note: pulumi stack export ${stack} gave nothing, so resources are found by their names.`,
    );
    return new Map();
  }
}
