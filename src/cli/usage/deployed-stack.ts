import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { parseArn } from "../../base/arn";
import { types } from "../../graph/types";
import { recordOf, textOf } from "../../base/values";
import type { KnownNames } from "./read-usage";

/** Plans and keys of a deployed stack. */
export interface DeployedStack extends KnownNames {
  planIds: ReadonlySet<string>;
  region: string;
}

const largestExport = 256 * 1024 * 1024;

/**
 * Reads the plans and keys of a stack from the state that `pulumi stack export` prints; secrets stay
 * encrypted in it. Throws an `Error` that says what is wrong.
 */
export async function readDeployedStack(stack: string, cwd: string): Promise<DeployedStack> {
  const args = ["stack", "export", "--stack", stack];
  const options = { cwd, maxBuffer: largestExport };
  const { stdout } = await promisify(execFile)("pulumi", args, options).catch((error: unknown) => {
    const { code, stderr = "" } = error as { code?: unknown; stderr?: string };
    const why = code === "ENOENT" ? "the Pulumi CLI is not on the PATH" : stderr.trim();
    throw new Error(`pulumi ${args.join(" ")}: ${why.slice(0, 500)}`);
  });
  return deployedStack(JSON.parse(stdout), stack);
}

/** The plans and keys in an exported state. */
export function deployedStack(exported: unknown, stack: string): DeployedStack {
  const { resources = [] } = recordOf(recordOf(exported)["deployment"]);
  const all = (Array.isArray(resources) ? resources : []).map(recordOf);
  const ofType = (type: string) => all.filter((one) => one["type"] === type);
  const plans = ofType(types.usagePlan);
  const [region] = plans.flatMap(
    ({ outputs }) => parseArn(textOf(recordOf(outputs)["arn"]))?.region ?? [],
  );
  if (region === undefined) {
    throw new Error(
      `Stack ${stack}: its state has no usage plan. Deploy it first: pulumi up --stack ${stack}`,
    );
  }
  const keys = ofType(types.apiKey).flatMap(({ id, urn }) => {
    const name = textOf(urn)?.split("::").at(-1);
    const known = textOf(id);
    return known === undefined || name === undefined ? [] : [[known, name] as const];
  });
  return {
    planIds: new Set(plans.flatMap(({ id }) => textOf(id) ?? [])),
    keys: new Map(keys),
    region,
  };
}
