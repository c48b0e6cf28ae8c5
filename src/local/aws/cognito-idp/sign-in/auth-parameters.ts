import type { UserPoolClientDefinition } from "../../../../graph/deployed";
import { AwsError } from "../../service/aws-error";
import { clientSettings } from "../describe/client-settings";

/** A parameter that a flow needs; throws where it is missing. */
export function requireParameter(
  parameters: Readonly<Record<string, string>>,
  name: string,
): string {
  const value = parameters[name];
  if (value) return value;
  throw new AwsError("InvalidParameterException", `Missing required parameter ${name}`);
}

/** What a client must allow for a flow, and Cognito's words where it does not. */
const flows: Readonly<Record<string, { allow: string; refusal: string }>> = {
  USER_PASSWORD_AUTH: {
    allow: "ALLOW_USER_PASSWORD_AUTH",
    refusal: "USER_PASSWORD_AUTH flow not enabled for this client",
  },
  USER_SRP_AUTH: {
    allow: "ALLOW_USER_SRP_AUTH",
    refusal: "USER_SRP_AUTH is not enabled for the client.",
  },
  CUSTOM_AUTH: {
    allow: "ALLOW_CUSTOM_AUTH",
    refusal: "CUSTOM_AUTH is not enabled for the client.",
  },
  USER_AUTH: {
    allow: "ALLOW_USER_AUTH",
    refusal: "USER_AUTH is not enabled for the client.",
  },
  ADMIN_USER_PASSWORD_AUTH: {
    allow: "ALLOW_ADMIN_USER_PASSWORD_AUTH",
    refusal: "Auth flow not enabled for this client",
  },
  ADMIN_NO_SRP_AUTH: {
    allow: "ALLOW_ADMIN_USER_PASSWORD_AUTH",
    refusal: "Auth flow not enabled for this client",
  },
  REFRESH_TOKEN_AUTH: {
    allow: "ALLOW_REFRESH_TOKEN_AUTH",
    refusal: "Auth flow not enabled for this client",
  },
  REFRESH_TOKEN: {
    allow: "ALLOW_REFRESH_TOKEN_AUTH",
    refusal: "Auth flow not enabled for this client",
  },
};

/** Throws where a client does not allow a flow, or the flow does not exist here. */
export function requireFlow(client: UserPoolClientDefinition, flow: string): void {
  const known = Object.hasOwn(flows, flow) ? flows[flow] : undefined;
  if (!known) {
    throw new AwsError("InvalidParameterException", `${flow} is not enabled for the client.`);
  }
  const { authFlows, rotation } = clientSettings(client);
  // With rotation, GetTokensFromRefreshToken is the only operation that refreshes.
  const turned = rotation !== undefined && known.allow === "ALLOW_REFRESH_TOKEN_AUTH";
  if (turned || !authFlows.has(known.allow)) {
    throw new AwsError("InvalidParameterException", known.refusal);
  }
}
