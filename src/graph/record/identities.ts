import { unknownValue } from "../../base/marks";
import { dnsSuffix, partitionOf } from "../../base/partition";
import { cognitoIdentities } from "./identities-cognito";
import { gatewayIdentities } from "./identities-gateway";
import { lambdaIdentities } from "./identities-lambda";
import { roleIdentities } from "./identities-iam";
import { otherIdentities } from "./identities-other";
import { stableId, stableSecret, stableUuid } from "./ids";
import type { Identities, IdentityContext, IdentityRequest, IdentityTable } from "./identity";

const tables: IdentityTable = {
  ...gatewayIdentities,
  ...lambdaIdentities,
  ...roleIdentities,
  ...cognitoIdentities,
  ...otherIdentities,
};

/** The identities that AWS would give a resource: they look like AWS's and depend on stack, type and name only. */
export function identitiesOf(request: IdentityRequest): Identities {
  const context = contextOf(request);
  const known = tables[request.type];
  if (known) return known(context);
  if (!request.type.startsWith("aws:")) return { id: context.id("hex", 20) };
  const [, place = "", type = ""] = request.type.split(":");
  const service = place.split("/")[0] ?? place;
  const name = context.named("name");
  const kind = type.charAt(0).toLowerCase() + type.slice(1);
  return { id: context.id("hex", 20), arn: context.arn(service, `${kind}/${name}`), name };
}

function contextOf(request: IdentityRequest): IdentityContext {
  const { stack, type, name, count, region, accountId, inputs } = request;
  const partition = partitionOf(region);
  const parts = count === 0 ? [stack, type, name] : [stack, type, name, String(count)];
  const input = (property: string) => {
    const value = inputs[property];
    return value === undefined || value === null ? unknownValue : String(value);
  };
  return {
    ...request,
    partition,
    dnsSuffix: dnsSuffix(partition),
    id: (alphabet, length, what = "id") => stableId(alphabet, length, [...parts, what]),
    uuid: (what = "uuid") => stableUuid([...parts, what]),
    secret: (length, what = "secret") => stableSecret(request.seed, length, [request.urn, what]),
    named: (property) =>
      inputs[property] === undefined
        ? `${name}-${stableId("hex", 7, [...parts, "name"])}`
        : input(property),
    input,
    arn: (service, rest) => `arn:${partition}:${service}:${region}:${accountId}:${rest}`,
  };
}
