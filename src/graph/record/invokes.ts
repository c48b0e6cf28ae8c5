import { isDeepStrictEqual } from "node:util";
import { unknownValue } from "../../base/marks";
import { dnsSuffix, partitionOf } from "../../base/partition";

/** Answers of functions and other stacks that the laptop cannot ask, from `gatehouse.local.json`. */
export interface LocalAnswers {
  /** By function token, `aws:ec2/getVpc:getVpc`: a result, or a list of results by their arguments. */
  invokes?: Record<string, unknown>;
  /** By the name of the other stack, `organization/project/stack`: its outputs. */
  stackReferences?: Record<string, Record<string, unknown>>;
}

/** What a function is asked, and where. */
export interface InvokeRequest {
  token: string;
  args: Readonly<Record<string, unknown>>;
  region: string;
  accountId: string;
}

/** The result of a function: account, region and partition are known, others come from the file; else undefined. */
export function answerInvoke(
  request: InvokeRequest,
  answers: LocalAnswers,
): Record<string, unknown> | undefined {
  const given = fromFile(request, answers.invokes?.[request.token]);
  if (given) return given;
  const { accountId } = request;
  const region = typeof request.args.region === "string" ? request.args.region : request.region;
  const partition = partitionOf(region);
  switch (request.token) {
    case "aws:index/getCallerIdentity:getCallerIdentity":
      return {
        id: accountId,
        accountId,
        arn: `arn:${partition}:iam::${accountId}:root`,
        userId: accountId,
      };
    case "aws:index/getRegion:getRegion":
      return {
        id: region,
        name: region,
        region,
        description: region,
        endpoint: `ec2.${region}.amazonaws.com`,
      };
    case "aws:index/getPartition:getPartition":
      return {
        id: partition,
        partition,
        dnsSuffix: dnsSuffix(partition),
        reverseDnsPrefix: partition === "aws-cn" ? "cn.com.amazonaws" : "com.amazonaws",
      };
    case "pulumi:pulumi:readStackResourceOutputs":
      // Nothing was deployed from here.
      return { name: request.args.stackName, outputs: {} };
    case "aws:iam/getPolicyDocument:getPolicyDocument":
      return policyDocument(request.args);
    default:
      return undefined;
  }
}

/** The name of the one field of a result that nobody here knows. */
export const unknownField = "gatehouse:unknown";

/** A result that nobody here knows. */
export const unknownResult = { [unknownField]: unknownValue };

function fromFile(request: InvokeRequest, entry: unknown): Record<string, unknown> | undefined {
  if (!Array.isArray(entry)) return entry as Record<string, unknown> | undefined;
  const fits = entry.find(({ args = {} }: { args?: Record<string, unknown> }) =>
    Object.entries(args).every(([key, value]) => isDeepStrictEqual(request.args[key], value)),
  );
  return fits?.result;
}

type Block = Record<string, unknown>;

/** The provider works this one out by itself, without AWS, so the laptop can as well. */
function policyDocument(args: Readonly<Block>): Block | undefined {
  if (args.sourcePolicyDocuments !== undefined || args.overridePolicyDocuments !== undefined) {
    return undefined;
  }
  const statements = (args.statements as Block[] | undefined) ?? [];
  const document = {
    Version: (args.version as string | undefined) ?? "2012-10-17",
    ...(args.policyId === undefined ? {} : { Id: args.policyId }),
    Statement: statements.map((statement) => ({
      ...(statement.sid === undefined ? {} : { Sid: statement.sid }),
      Effect: statement.effect ?? "Allow",
      ...listed("Action", statement.actions),
      ...listed("NotAction", statement.notActions),
      ...listed("Resource", statement.resources),
      ...listed("NotResource", statement.notResources),
      ...principals("Principal", statement.principals),
      ...principals("NotPrincipal", statement.notPrincipals),
      ...conditions(statement.conditions),
    })),
  };
  const json = JSON.stringify(document, null, 2);
  return { id: "policy", json, minifiedJson: JSON.stringify(document) };
}

const listed = (name: string, values: unknown): Block =>
  Array.isArray(values) ? { [name]: values.length === 1 ? values[0] : values } : {};

function principals(name: string, blocks: unknown): Block {
  if (!Array.isArray(blocks) || blocks.length === 0) return {};
  const all = blocks as { type: string; identifiers: string[] }[];
  if (all.some(({ type }) => type === "*")) return { [name]: "*" };
  const byType: Record<string, string[]> = {};
  for (const { type, identifiers } of all) (byType[type] ??= []).push(...identifiers);
  return { [name]: byType };
}

function conditions(blocks: unknown): Block {
  if (!Array.isArray(blocks) || blocks.length === 0) return {};
  const all: Record<string, Record<string, string[]>> = {};
  for (const { test, variable, values } of blocks as {
    test: string;
    variable: string;
    values: string[];
  }[]) {
    const operator = (all[test] ??= {});
    (operator[variable] ??= []).push(...values);
  }
  return { Condition: all };
}
