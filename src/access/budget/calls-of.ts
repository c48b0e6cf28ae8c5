import type { Deployed } from "../../graph/deployed";
import { indexGraph, type Entry } from "../../graph/read/graph-index";
import { types } from "../../graph/types";
import { isRecord, listOf, textOf } from "../../base/values";
import type { Service } from "./rates";

/** Calls of one operation that the first deploy of a graph makes. */
export interface Calls {
  operation: string;
  service: Service;
  count: number;
  /** How many of them a deploy makes that changes every resource, not the first. */
  updates: number;
}

/** What one resource asks for: operations of its creation, and of a change of it. */
interface Asked {
  service: Service;
  create: readonly string[];
  update: readonly string[];
}

const gateway = (create: readonly string[], update: readonly string[] = create): Asked => ({
  service: "apigateway",
  create,
  update,
});

/** `CreateUserPool`, `UpdateUserPool` from `aws:cognito/userPool:UserPool`. */
function usual(type: string): Asked {
  const [, path = "", kind = ""] = type.split(":");
  const service = path.split("/")[0] ?? "";
  const known = (["apigateway", "lambda", "iam", "cognito"] as const).find(
    (one) => one === service,
  );
  return { service: known ?? "other", create: [`Create${kind}`], update: [`Update${kind}`] };
}

/**
 * What the provider asks AWS for, where it is more or other than Create and Update of the resource's own name. Read
 * in terraform-provider-aws, internal/service/apigateway and internal/service/lambda: a body is put after the API is
 * made, a stage's settings and a plan's limits are patches.
 */
function askedBy({ type, inputs }: Entry): Asked {
  switch (type) {
    case types.restApi: {
      const configured = isRecord(inputs["endpointConfiguration"])
        ? listOf(inputs["endpointConfiguration"]["types"])[0]
        : undefined;
      const isEdge = (textOf(configured ?? inputs["endpointConfiguration"]) ?? "EDGE") === "EDGE";
      const body = inputs["body"] === undefined ? [] : ["PutRestApi"];
      const create = `CreateRestApi (${isEdge ? "edge" : "regional or private"})`;
      return gateway([create, ...body], ["UpdateRestApi", ...body]);
    }
    case types.deployment:
      return gateway(["CreateDeployment"]);
    case types.stage:
      return gateway(["CreateStage"], ["UpdateStage"]);
    case types.methodSettings:
      return gateway(["UpdateStage"]);
    case types.usagePlan:
      // Made with its stages, then patched where they have their own throttles.
      return gateway(["CreateUsagePlan", ...stageThrottles(inputs)], ["UpdateUsagePlan"]);
    case types.usagePlanKey:
      return gateway(["CreateUsagePlanKey"], []);
    case types.apiKey:
      return gateway(["CreateApiKey"], ["UpdateApiKey"]);
    case types.method:
    case types.integration:
    case types.methodResponse:
    case types.integrationResponse: {
      const kind = type.split(":").at(-1) ?? "";
      return gateway([`Put${kind}`], [`Update${kind}`]);
    }
    case types.response:
      return gateway(["PutGatewayResponse"]);
    case types.restApiPolicy:
      return gateway(["UpdateRestApi"]);
    case "aws:apigateway/account:Account":
      return gateway(["UpdateAccount"]);
    case types.function:
      return {
        service: "lambda",
        create: ["CreateFunction"],
        update: ["UpdateFunctionCode", "UpdateFunctionConfiguration"],
      };
    case types.permission:
      return { service: "lambda", create: ["AddPermission"], update: [] };
    case types.rolePolicy:
      return { service: "iam", create: ["PutRolePolicy"], update: ["PutRolePolicy"] };
    case types.rolePolicyAttachment:
      return { service: "iam", create: ["AttachRolePolicy"], update: [] };
    case types.policy:
      return { service: "iam", create: ["CreatePolicy"], update: ["CreatePolicyVersion"] };
    case types.identityPoolRoleAttachment:
      return {
        service: "cognito",
        create: ["SetIdentityPoolRoles"],
        update: ["SetIdentityPoolRoles"],
      };
    default:
      return usual(type);
  }
}

function stageThrottles(inputs: Entry["inputs"]): readonly string[] {
  const stages = listOf(inputs["apiStages"]);
  const isThrottled = stages.some((one) => isRecord(one) && listOf(one["throttles"]).length > 0);
  return isThrottled ? ["UpdateUsagePlan"] : [];
}

/** The calls of a first deploy, and of one that changes everything, by operation; most first. */
export function callsOf({ graph }: Deployed): readonly Calls[] {
  const index = indexGraph(graph);
  const found = new Map<string, Calls>();
  const count = (asked: Asked, operations: readonly string[], field: "count" | "updates") => {
    for (const operation of operations) {
      const { service } = asked;
      const known = found.get(operation) ?? { operation, service, count: 0, updates: 0 };
      found.set(operation, { ...known, [field]: known[field] + 1 });
    }
  };
  for (const type of index.types) {
    if (!type.startsWith("aws:")) continue;
    for (const entry of index.all(type)) {
      const asked = askedBy(entry);
      count(asked, asked.create, "count");
      count(asked, asked.update, "updates");
    }
  }
  return [...found.values()].sort(
    (a, b) => b.count - a.count || (a.operation < b.operation ? -1 : 1),
  );
}
