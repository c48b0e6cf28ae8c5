import type { Identity } from "../../start/services";
import { AwsError } from "../service/aws-error";
import { findIdentity, findIdentityPool } from "../cognito-identity/find-identity";
import type { AwsContext } from "../service/context";
import type { AwsRequest, AwsResponse } from "../service/http/exchange";
import { checkInput } from "../service/constraints/check-input";
import { asAwsError } from "../service/internal-error";
import { withoutNulls } from "../service/parse-input";
import { readJson } from "../service/protocols/json";
import { restAnswer, restError, withRestStatus } from "../service/protocols/rest-json";
import { requirePermission, signedCaller } from "../service/signed-caller";
import { datasetsIn, type DatasetId } from "./datasets";
import { syncOperations } from "./operations";

/** Answers Cognito Sync: https://docs.aws.amazon.com/cognitosync/latest/APIReference/ */
export async function answerSync(request: AwsRequest, context: AwsContext): Promise<AwsResponse> {
  try {
    const { operation, id } = find(request);
    const caller = signedCaller(request, context);
    checkNames(id);
    const action = `cognito-sync:${operation.name}`;
    const resource = arnOf(id, operation.name, context);
    requirePermission(caller, { action, resource, request, context });
    checkWhose(id, caller, context);
    const body = readJson(request.body);
    if (body === undefined) {
      throw new AwsError("SerializationException", "The body is no JSON object.");
    }
    const datasets = datasetsIn(context.store);
    const query = new URLSearchParams(request.query);
    const input = inputOf(id, query, body);
    checkInput({ service: "cognito-sync", operation: operation.name }, withoutNulls(input));
    return restAnswer(request, await operation.run({ id, query, body, caller, datasets, context }));
  } catch (error) {
    const { code, message, status } = withRestStatus(asAwsError(error, context));
    return restError(request, new AwsError(code, message, statuses[code] ?? status));
  }
}

/** What path, query and body say, as the model names it. */
function inputOf({ poolId, identityId, name }: DatasetId, query: URLSearchParams, body: object) {
  return {
    ...body,
    IdentityPoolId: poolId,
    IdentityId: identityId,
    DatasetName: name,
    MaxResults: query.get("maxResults") ?? undefined,
    LastSyncCount: query.get("lastSyncCount") ?? undefined,
  };
}

/** Statuses of refusals that other services of Cognito, which speak JSON 1.1, answer with 400. */
const statuses: Readonly<Record<string, number>> = {
  NotAuthorizedException: 403,
  ResourceNotFoundException: 404,
};

function find({ method, path }: AwsRequest) {
  for (const operation of syncOperations) {
    const match = operation.method === method && operation.path.exec(path);
    if (!match) continue;
    const { pool = "", identity = "", dataset = "" } = match.groups ?? {};
    const id = { poolId: decode(pool), identityId: decode(identity), name: decode(dataset) };
    return { operation, id };
  }
  throw new AwsError(
    "UnknownOperationException",
    `The laptop does not answer ${method} ${path}.`,
    404,
  );
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new AwsError("InvalidParameterException", "The path cannot be decoded.");
  }
}

/** Before anything is judged: a name with a slash would make another ARN. */
function checkNames({ poolId, identityId, name }: DatasetId): void {
  const named: [member: string, value: string, pattern: RegExp, shown: string][] = [
    ["identityPoolId", poolId, /^[\w-]+:[0-9a-z-]+$/, "[\\w-]+:[0-9a-f-]+"],
    ["identityId", identityId, /^[\w-]+:[0-9a-f-]+$/, "[\\w-]+:[0-9a-f-]+"],
    ["datasetName", name, /^[a-zA-Z0-9_.:-]{1,128}$/, "[a-zA-Z0-9_.:-]+"],
  ];
  for (const [member, value, pattern, shown] of named) {
    if (value === "" || pattern.test(value)) continue;
    throw new AwsError(
      "InvalidParameterException",
      `1 validation error detected: Value '${value.slice(0, 140)}' at '${member}' failed to satisfy constraint: Member must satisfy regular expression pattern: ${shown}`,
    );
  }
}

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncognitosync.html */
function arnOf({ poolId, identityId, name }: DatasetId, operation: string, context: AwsContext) {
  const { partition, region, accountId } = context.definition();
  const base = `arn:${partition}:cognito-sync:${region}:${accountId}:identitypool/`;
  if (poolId === "") return "*";
  if (identityId === "") return `${base}${poolId}`;
  const identity = `${base}${poolId}/identity/${identityId}`;
  // The list of datasets is allowed by what allows all of them.
  if (operation === "ListDatasets") return `${identity}/dataset/*`;
  return name === "" ? identity : `${identity}/dataset/${name}`;
}

/** Pool and identity are there, and credentials of an identity pool reach their own identity only. */
function checkWhose(id: DatasetId, caller: Identity, context: AwsContext): void {
  const own = caller.cognito;
  const foreign =
    own !== undefined && (own.identityPoolId !== id.poolId || own.identityId !== id.identityId);
  if (foreign) {
    throw new AwsError(
      "NotAuthorizedException",
      `Access to Identity '${id.identityId}' is forbidden.`,
    );
  }
  if (id.poolId !== "") findIdentityPool(context, id.poolId);
  if (id.identityId === "") return;
  const { identity } = findIdentity(context, id.identityId);
  if (identity.poolId !== id.poolId) {
    throw new AwsError("ResourceNotFoundException", `Identity '${id.identityId}' not found.`);
  }
}
