import { requestKeys as keysOf } from "../../../iam/context-keys";
import type { Identity } from "../../start/services";
import { permissionOf } from "../../identities/permission";
import { verifySignature } from "../../sigv4";
import { AwsError } from "./aws-error";
import type { AwsContext } from "./context";
import type { AwsRequest } from "./http/exchange";

/** Who signed a request; throws AWS's refusal where nobody did. */
export function signedCaller(request: AwsRequest, context: AwsContext): Identity {
  const verdict = verifySignature(request, {
    find: (accessKeyId) => context.credentials.find(accessKeyId),
    region: scopeRegion(request, context),
    service: request.service,
    now: Date.now(),
  });
  if (!verdict.valid) throw new AwsError(verdict.errorType, verdict.message);
  return verdict.credential.identity;
}

/** Pools and functions of a graph may lie in several regions; STS also answers for all of AWS in us-east-1. */
function scopeRegion(request: AwsRequest, context: AwsContext): string {
  const { region, userPools, functions } = context.definition();
  const claimed = /Credential=[^/,=]+\/\d+\/([a-z0-9-]+)\/([a-z-]+)\//.exec(
    request.header("authorization") ?? "",
  );
  if (!claimed?.[1]) return region;
  if (claimed[2] === "sts") return claimed[1];
  const regions = [...userPools, ...functions].map(({ arn }) => arn.split(":")[3]);
  return regions.includes(claimed[1]) ? claimed[1] : region;
}

/** Throws `AccessDeniedException` in AWS's words where the caller's policies do not open the action. */
export function requirePermission(
  caller: Identity,
  wish: {
    action: string;
    resource: string;
    request: AwsRequest;
    context: AwsContext;
    resourcePolicy?: Parameters<typeof permissionOf>[1]["resourcePolicy"];
  },
): void {
  const { action, resource, request, context, resourcePolicy } = wish;
  const permission = permissionOf(caller, {
    action,
    resource,
    context: requestKeys(request, context),
    ...(resourcePolicy !== undefined && { resourcePolicy }),
  });
  if (permission.allowed) return;
  throw new AwsError(
    "AccessDeniedException",
    `User: ${caller.arn} is not authorized to perform: ${action} on resource: ${resource} ${permission.because}`,
  );
}

/** Global condition keys that the request fills. */
export function requestKeys(request: AwsRequest, context: AwsContext): Record<string, string> {
  const { region } = context.definition();
  const header = (name: string) => request.header(name);
  return keysOf({ at: Date.now(), sourceIp: request.sourceIp, header, region });
}
