// Runs one Pulumi program with a recorder in the engine's place. Started by `runProgram` in a process of
// its own: a program may change the process as it likes, and each run sees fresh modules.
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { describeError } from "./program-error";
import { withFingerprints } from "./fingerprints";
import { readLocalAnswers } from "./local-answers";
import { readProject, type Project } from "./project";
import { recordReads } from "./reads";
import { Recorder } from "../../graph/record/recorder";
import type { ProgramResult, ProgramTask } from "./run-program";
import { putOn } from "./surroundings";
import { loadRuntime, type PulumiRuntime } from "./runtime";

const task: ProgramTask = JSON.parse(process.argv[2] ?? "{}");
const seed = process.env.GATEHOUSE_SEED ?? "";
delete process.env.GATEHOUSE_SEED;
// The loader has read it; a program may not see more than under the CLI.
delete process.env.TSX_TSCONFIG_PATH;
// The program may find neither; see `putOn`.
const send = process.send?.bind(process);
const problems = new Set<string>();
let finished = false;
let reads: ReturnType<typeof recordReads> | undefined;
/** Files that a program of ECMAScript modules may load: they are read in a thread of the loader's. */
let modules: readonly string[] = [];
let recorder: Recorder | undefined;
let pulumi: PulumiRuntime | undefined;

const seen = new Set<unknown>();
/** The same rejection reaches us once for each thing that waited for it, with a longer message each time. */
const fail = (thrown: unknown) => {
  if (!seen.has(thrown)) problems.add(describeError(thrown, task.directory));
  seen.add(thrown);
};
process.on("uncaughtException", fail);
process.on("unhandledRejection", fail);
// Whoever started this has ended, however: nobody waits for the graph.
process.once("disconnect", () => process.exit(0));
// As with a real deploy, the program has ended when nothing is left to wait for.
process.once("beforeExit", () => {
  const result = conclude();
  send?.(result, () => process.exit(0));
});

function conclude(): ProgramResult {
  // The runtime would complain about these at exit; here they are a problem of the program.
  const waiting = pulumi?.takeWaiting() ?? 0;
  if (problems.size === 0 && (!finished || waiting > 0)) {
    problems.add(
      "The program ended while resources still waited for a value. Look for a promise that never " +
        "resolves, or for two resources that need each other's outputs.",
    );
  }
  const read = reads && { reads: reads([...Object.keys(require.cache), ...modules]) };
  if (problems.size > 0 || !recorder) return { problems: [...problems], ...read };
  const graph = recorder.graph(task.showSecrets);
  return { graph: task.fingerprints ? withFingerprints(graph, task.directory) : graph, ...read };
}

async function main(): Promise<void> {
  // A listener for its end would keep the process alive, and so the program would never seem to have ended.
  process.channel?.unref();
  if (task.surroundings === "user") reads = recordReads(path.join(__dirname, "../.."));
  const project = readProject(task.directory, task.stack, seed);
  const load = createRequire(project.entry);
  pulumi = loadRuntime(load, task.directory);
  const region = project.config["aws:region"] ?? process.env["AWS_REGION"];
  if (!region) {
    console.error(
      `aws:region is not set in Pulumi.${task.stack}.yaml${task.surroundings === "user" ? ", nor AWS_REGION" : ""}: us-east-1 is taken.`,
    );
  }
  if (project.encrypted.length > 0) {
    console.error(
      `Encrypted in the stack's configuration, so replaced by random values here: ` +
        `${project.encrypted.join(", ")}. A function's own value can be set in .env.`,
    );
  }
  recorder = new Recorder({
    project: project.name,
    stack: project.stack,
    region: region ?? "us-east-1",
    accountId: "000000000000",
    seed,
    answers: readLocalAnswers(task.directory),
    warn: (text) => console.error(text),
  });
  pulumi.connect(project, recorder);
  if (project.module && reads) modules = await modulesOf(task.directory);
  putOn(task.surroundings, project.name, project.stack);
  await pulumi.run(() => start(project, load));
  finished = true;
}

async function start(project: Project, load: NodeJS.Require): Promise<Record<string, unknown>> {
  const exported = project.module ? await importModule(project.entry) : load(project.entry);
  // Pulumi formats some 90 stacks for each resource (runtime/debuggable.js); from here on nobody reads them.
  Error.stackTraceLimit = 0;
  const value = "default" in exported && project.module ? exported.default : exported;
  return typeof value === "function" ? await value() : value;
}

async function modulesOf(directory: string): Promise<string[]> {
  const { loadedFiles } = await import("../diff/program/loaded-files");
  const { treeOfDisk } = await import("../git/trees");
  const { files } = loadedFiles(treeOfDisk(directory), () => true);
  return [...files.keys()].map((file) => path.resolve(directory, file));
}

/** `import()` that the compiler to CommonJS leaves alone. */
const importModule = (file: string): Promise<Record<string, unknown>> =>
  new Function("url", "return import(url)")(pathToFileURL(file).href);

/** Half of a run is loading the runtime: a process that waits has that behind it. */
async function wait(): Promise<void> {
  loadRuntime(createRequire(path.join(task.directory, "index.ts")), task.directory);
  await new Promise((resolve) => process.once("message", resolve));
}

(task.waits ? wait().then(main) : main()).catch(fail);
