import type { AwsContext } from "../service/context";
import type { AwsRequest, AwsResponse } from "../service/http/exchange";
import { asAwsError } from "../service/internal-error";
import { oauthError, OauthError } from "./oauth-error";
import { revoke } from "./revoke";
import { token } from "./token";
import { userInfo } from "./user-info";

type Endpoint = (request: AwsRequest, context: AwsContext) => Promise<AwsResponse>;

interface Described {
  method: readonly string[];
  answer: Endpoint;
  /** Status of `invalid_client`. @default 400 */
  unknownClient?: number;
}

const endpoints: Readonly<Record<string, Described>> = {
  "/oauth2/token": { method: ["POST"], answer: token },
  "/oauth2/revoke": { method: ["POST"], answer: revoke, unknownClient: 401 },
  "/oauth2/userInfo": { method: ["GET", "POST"], answer: userInfo },
};

/** Answers OAuth's endpoints, the ones that a pool's domain has on AWS. */
export async function answerOauth(request: AwsRequest, context: AwsContext): Promise<AwsResponse> {
  const endpoint = Object.hasOwn(endpoints, request.path) ? endpoints[request.path] : undefined;
  if (!endpoint) return oauthError(new OauthError("invalid_request", "no such endpoint", 404));
  if (!endpoint.method.includes(request.method)) {
    return oauthError(new OauthError("invalid_request", "method not allowed", 405));
  }
  try {
    return await endpoint.answer(request, context);
  } catch (error) {
    if (error instanceof OauthError) {
      const { code, status } = error;
      return oauthError(
        code === "invalid_client" ? { code, status: endpoint.unknownClient ?? status } : error,
      );
    }
    asAwsError(error, context);
    return oauthError(new OauthError("server_error", "Something went wrong", 500));
  }
}
