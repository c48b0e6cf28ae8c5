import { parseArn, splitFunctionArn } from "../../base/arn";
import type { FunctionDefinition, PermissionDefinition } from "../deployed";
import { identityOf, referenceOf, valueOf, type Entry } from "./graph-index";
import { homeOfEntry } from "./home";
import { readCode } from "./code";
import { nameOf, type Reading } from "./reading";
import { types } from "../types";
import {
  booleanOf,
  isUnknown,
  numberOf,
  present,
  recordOf,
  textOf,
  textsByName,
} from "../../base/values";

/** The function and the qualifier that a name or ARN means, `name:alias` included. */
function functionNamed(reading: Reading, value: unknown): { entry?: Entry; qualifier?: string } {
  const whole = reading.index.find(types.function, value);
  if (whole !== undefined) return { entry: whole };
  const reference = referenceOf(value);
  if (reference === undefined) return {};
  const { functionArn, qualifier } = splitFunctionArn(reference);
  const resource = parseArn(functionArn)?.resource.replace(/^function:/, "");
  const [name = "", suffix] = (resource ?? reference).split(":");
  const entry =
    reading.index.find(types.function, functionArn) ?? reading.index.find(types.function, name);
  return present({ entry, qualifier: qualifier ?? suffix });
}

function permissionOf(
  entry: Entry,
  qualifier: string | undefined,
  reading: Reading,
): PermissionDefinition[] {
  const { action, principal, sourceArn, sourceAccount, principalOrgId } = entry.inputs;
  const unknown = [action, principal, sourceArn, sourceAccount, principalOrgId].some(isUnknown);
  if (unknown || principalOrgId !== undefined) {
    const reason = unknown
      ? "it depends on a value that is not known"
      : "it depends on an organization";
    reading.warn(`${nameOf(entry)}: ${reason}, so it permits nothing.`);
    return [];
  }
  // One for function URLs says nothing about invocations.
  if (
    entry.inputs["functionUrlAuthType"] !== undefined ||
    booleanOf(entry.inputs["invokedViaFunctionUrl"])
  )
    return [];
  return [
    present({
      // The provider makes one up where the program names none, as long as this one.
      statementId: textOf(valueOf(entry, "statementId")) ?? `${entry.name}-0123456`,
      action: textOf(action) ?? "",
      principal: textOf(principal) ?? "",
      qualifier: textOf(entry.inputs["qualifier"]) || qualifier,
      sourceArn: textOf(sourceArn) || undefined,
      sourceAccount: textOf(sourceAccount) || undefined,
    }),
  ];
}

function permissionsByFunction(
  reading: Reading,
): ReadonlyMap<Entry, readonly PermissionDefinition[]> {
  const found = new Map<Entry, PermissionDefinition[]>();
  for (const entry of reading.index.all(types.permission)) {
    const { entry: named, qualifier } = functionNamed(
      reading,
      entry.inputs["function"] ?? entry.inputs["functionName"],
    );
    if (named === undefined) {
      reading.warn(
        `${nameOf(entry)}: its function is not in the graph, so it permits nothing here.`,
      );
      continue;
    }
    found.set(named, [...(found.get(named) ?? []), ...permissionOf(entry, qualifier, reading)]);
  }
  return found;
}

/** Name and ARN of a function; the ARN of the graph decides. */
function namesOf(entry: Entry, reading: Reading): { functionName: string; arn: string } {
  const written = identityOf(entry, "arn");
  const ofArn = parseArn(written)
    ?.resource.replace(/^function:/, "")
    .split(":")[0];
  const functionName =
    ofArn ?? identityOf(entry, "name", "functionName") ?? textOf(entry.outputs["id"]) ?? entry.name;
  const home = homeOfEntry(entry, reading.home, "arn", "invokeArn");
  const made = `arn:${home.partition}:lambda:${home.region}:${home.accountId}:function:${functionName}`;
  return { functionName, arn: written ?? made };
}

function environmentOf(entry: Entry, reading: Reading): Readonly<Record<string, string>> {
  const block = entry.inputs["environment"];
  const { variables } = recordOf(Array.isArray(block) ? block[0] : block);
  if (isUnknown(block) || isUnknown(variables))
    reading.warn(`${nameOf(entry)}: its environment is not known here, so none is set.`);
  const missing = Object.entries(recordOf(variables)).filter(([, value]) => isUnknown(value));
  if (missing.length > 0)
    reading.warn(
      `${nameOf(entry)}: not known here, so not set: ${missing.map(([name]) => name).join(", ")}.`,
    );
  return textsByName(variables);
}

function roleArnOf(entry: Entry, reading: Reading): string {
  const role = reading.index.find(types.role, entry.inputs["role"]);
  return (role && identityOf(role, "arn")) ?? referenceOf(entry.inputs["role"]) ?? "";
}

function concurrencyOf(entry: Entry): number | undefined {
  const value = entry.inputs["reservedConcurrentExecutions"];
  if (isUnknown(value)) return 0;
  const number = numberOf(value);
  return number === undefined || number < 0 ? undefined : number;
}

/** Why a function's code cannot run here; AWS takes more than Node.js archives. */
function unrunnable({ inputs }: Entry): string | undefined {
  const runtime = textOf(inputs["runtime"]);
  if (runtime !== undefined && !runtime.startsWith("nodejs"))
    return `its runtime is ${runtime}, and only nodejs runs here`;
  if (inputs["packageType"] === "Image" || inputs["imageUri"] !== undefined)
    return "it is a container image, and only archives run here";
  if (inputs["s3Bucket"] !== undefined) return "its code lies in S3";
  return undefined;
}

/** All Lambda functions of a graph, with their aliases and permissions. */
export function readFunctions(reading: Reading): readonly FunctionDefinition[] {
  const permissions = permissionsByFunction(reading);
  const aliases = reading.index.all(types.alias).map((entry) => ({
    entry,
    of: functionNamed(reading, entry.inputs["functionName"] ?? entry.inputs["function"]).entry,
  }));
  return reading.index.all(types.function).map((entry) => {
    const { functionName, arn } = namesOf(entry, reading);
    const reason = unrunnable(entry);
    if (reason !== undefined)
      reading.warn(`${nameOf(entry)}: ${reason}, so every call of it fails (502).`);
    const own = aliases.filter((alias) => alias.of === entry).map((alias) => alias.entry);
    return present({
      name: entry.name,
      functionName,
      arn,
      roleArn: roleArnOf(entry, reading),
      handler: textOf(entry.inputs["handler"]) ?? "index.handler",
      runtime: textOf(entry.inputs["runtime"]),
      // Lambda's own defaults.
      timeoutSeconds: numberOf(entry.inputs["timeout"]) ?? 3,
      memoryMegabytes: numberOf(entry.inputs["memorySize"]) ?? 128,
      reservedConcurrency: concurrencyOf(entry),
      environment: environmentOf(entry, reading),
      code: readCode(entry.inputs["code"]),
      aliases: own.map((alias) => {
        const name = identityOf(alias, "name") ?? alias.name;
        return { name, arn: textOf(alias.outputs["arn"]) ?? `${arn}:${name}` };
      }),
      permissions: permissions.get(entry) ?? [],
    });
  });
}
