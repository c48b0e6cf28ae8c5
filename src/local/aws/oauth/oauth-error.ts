import type { AwsResponse } from "../service/http/exchange";

/** A refusal of an OAuth endpoint. */
export class OauthError extends Error {
  readonly code: string;
  readonly status: number;

  constructor(code: string, message: string = code, status = 400) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

/** Cognito answers the code alone, without a description. */
export function oauthError({ code, status }: Pick<OauthError, "code" | "status">): AwsResponse {
  return oauthAnswer({ error: code }, status);
}

/** An answer of an OAuth endpoint. */
export function oauthAnswer(body: object, status = 200): AwsResponse {
  return {
    status,
    headers: { "content-type": "application/json;charset=UTF-8", pragma: "no-cache" },
    body: JSON.stringify(body),
  };
}
