import { partitionOf } from "../../base/partition";
import { parseArn } from "../../base/arn";
import type { Entry, GraphIndex } from "./graph-index";
import type { ResourceGraph } from "../resource";
import { types } from "../types";
import { textOf } from "../../base/values";

/** Where a resource lives. */
export interface Home {
  accountId: string;
  region: string;
  partition: string;
}

/** ARNs whose account and region are those of the program, the surest first. */
const arnSources: readonly (readonly [type: string, ...outputs: string[]])[] = [
  [types.restApi, "executionArn", "arn"],
  [types.function, "arn", "invokeArn"],
  [types.userPool, "arn"],
  [types.stage, "executionArn", "arn"],
  [types.apiKey, "arn"],
  [types.identityPool, "arn"],
  // Roles and users come last: one of another account is a caller from there.
  [types.policy, "arn"],
  [types.user, "arn"],
  [types.role, "arn"],
];

function arnsOf(index: GraphIndex): readonly string[] {
  return arnSources.flatMap(([type, ...outputs]) =>
    index
      .all(type)
      .flatMap((entry) => outputs.flatMap((name) => textOf(entry.outputs[name]) ?? [])),
  );
}

/** Regions that providers, ids of pools and inputs name. */
function regionsOf(index: GraphIndex): readonly string[] {
  const providers = index.all("pulumi:providers:aws");
  const regions = [...providers, ...index.all(types.restApi), ...index.all(types.function)].flatMap(
    (entry) => textOf(entry.inputs["region"]) ?? textOf(entry.outputs["region"]) ?? [],
  );
  const ids = [...index.all(types.userPool), ...index.all(types.identityPool)];
  const ofIds = ids.flatMap((entry) => /^([a-z]{2}(?:-[a-z]+)+-\d)[_:]/.exec(entry.id)?.[1] ?? []);
  return [...regions, ...ofIds];
}

/** Account, region and partition of the whole graph; AWS's own default region and account zero where no ARN tells. */
export function homeOf(graph: ResourceGraph, index: GraphIndex): Home {
  const arns = arnsOf(index).flatMap((text) => parseArn(text) ?? []);
  // ARNs inside bodies and policies: integrations name the function's account and region.
  const inText = (): string => JSON.stringify(graph) ?? "";
  const anywhere = (group: number): string | undefined =>
    /arn:(aws[a-z-]*):(?:lambda|execute-api|cognito-idp):([a-z]{2}(?:-[a-z]+)+-\d):(\d{12})/.exec(
      inText(),
    )?.[group];
  const region = arns.find((arn) => arn.region)?.region ?? regionsOf(index)[0] ?? anywhere(2);
  const accountId = arns.find((arn) => /^\d{12}$/.test(arn.accountId))?.accountId ?? anywhere(3);
  const partition = arns[0]?.partition ?? anywhere(1);
  return {
    accountId: accountId ?? "000000000000",
    region: region ?? "us-east-1",
    partition: partition ?? partitionOf(region ?? ""),
  };
}

/** Account, region and partition of one resource: its own ARN's, else those of the graph. */
export function homeOfEntry(entry: Entry, home: Home, ...outputs: readonly string[]): Home {
  const arns = outputs.flatMap((name) => parseArn(textOf(entry.outputs[name])) ?? []);
  const region = arns.find((arn) => arn.region)?.region ?? textOf(entry.inputs["region"]);
  const accountId = arns.find((arn) => /^\d{12}$/.test(arn.accountId))?.accountId;
  return {
    accountId: accountId ?? home.accountId,
    region: region ?? home.region,
    partition: arns[0]?.partition ?? home.partition,
  };
}
