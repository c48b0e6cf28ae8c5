import { AwsError } from "../service/aws-error";
import type { AwsContext } from "../service/context";
import type { AwsRequest, AwsResponse } from "../service/http/exchange";
import { hostName } from "../service/http/guard";
import { asAwsError } from "../service/internal-error";
import { queryAnswer, queryError, readParameters } from "../service/protocols/query";
import { assumeRole } from "./assume-role";
import { assumeRoleWithWebIdentity } from "./assume-role-with-web-identity";
import { getAccessKeyInfo } from "./get-access-key-info";
import { getCallerIdentity } from "./get-caller-identity";
import { getSessionToken } from "./get-session-token";
import { withLists } from "./members";
import type { Operation } from "../service/operation";

/** Namespace of STS's answers. */
const namespace = "https://sts.amazonaws.com/doc/2011-06-15/";

const operations: Readonly<Record<string, Operation>> = {
  AssumeRole: assumeRole,
  AssumeRoleWithWebIdentity: assumeRoleWithWebIdentity,
  GetAccessKeyInfo: getAccessKeyInfo,
  GetCallerIdentity: getCallerIdentity,
  GetSessionToken: getSessionToken,
};

/** Whether a request speaks the Query protocol of STS. */
export function isSts(request: AwsRequest): boolean {
  if (request.path !== "/" || !["GET", "POST"].includes(request.method)) return false;
  if (/^sts\./.test(hostName(request.host))) return true;
  const type = request.header("content-type") ?? "";
  const form = request.method === "POST" && type.startsWith("application/x-www-form-urlencoded");
  return (form || request.query !== "") && readParameters(request)["Action"] !== undefined;
}

/** Answers STS: https://docs.aws.amazon.com/STS/latest/APIReference/ */
export async function answerSts(request: AwsRequest, context: AwsContext): Promise<AwsResponse> {
  const input = readParameters(request);
  const { Action: action = "", Version: version = "" } = input;
  try {
    const operation = Object.hasOwn(operations, action) ? operations[action] : undefined;
    if (!operation || version !== "2011-06-15") {
      const message = `Could not find operation ${action.slice(0, 100)} for version ${version.slice(0, 20) || "NO_VERSION_SPECIFIED"}`;
      throw new AwsError("InvalidAction", message);
    }
    const output = await operation.run(
      { ...request, operation: action },
      withLists(input),
      context,
    );
    return queryAnswer(request, { action, namespace, output });
  } catch (error) {
    return queryError(request, inStsWords(asAwsError(error, context)), namespace);
  }
}

/** STS's own names of what the front end of every service refuses. */
const names: Readonly<Record<string, { code: string; status: number; message?: string }>> = {
  AccessDeniedException: { code: "AccessDenied", status: 403 },
  MissingAuthenticationTokenException: {
    code: "MissingAuthenticationToken",
    status: 403,
    message: "Request is missing Authentication Token",
  },
  UnrecognizedClientException: { code: "InvalidClientTokenId", status: 403 },
  InvalidSignatureException: { code: "SignatureDoesNotMatch", status: 403 },
  IncompleteSignatureException: { code: "IncompleteSignature", status: 403 },
  ExpiredTokenException: { code: "ExpiredToken", status: 403 },
  InvalidParameterException: { code: "ValidationError", status: 400 },
  SerializationException: { code: "MalformedInput", status: 400 },
  // A web identity token that is over, which is not the caller's own session token.
  WebIdentityTokenExpired: { code: "ExpiredTokenException", status: 400 },
};

function inStsWords(error: AwsError): AwsError {
  const known = Object.hasOwn(names, error.code) ? names[error.code] : undefined;
  return known ? new AwsError(known.code, known.message ?? error.message, known.status) : error;
}
