import { z } from "zod";
import { AwsError } from "../../service/aws-error";
import type { AwsContext } from "../../service/context";
import { unsigned } from "../../service/operation";
import { requireFlow, requireParameter } from "./auth-parameters";
import { startChoiceAuth } from "./choice-auth";
import { startCustomAuth } from "./custom-auth";
import { findClient, type PoolClient } from "../describe/find-pool";
import { metadata } from "./metadata";
import { findWithHash } from "../sign-up/named-user";
import { ownerOfRefreshToken, refreshTokens } from "../tokens/refresh";
import { checkSecretHash } from "./secret-hash";
import type { SignInAnswer, SignInOptions } from "./finish-sign-in";
import { signInByPassword } from "./sign-in";
import { startSignInBySrp } from "./sign-in-by-srp";
import { authFlow, clientId } from "../describe/shapes";

/** `AuthParameters` and `ChallengeResponses`. */
export const parameters = z.record(z.string(), z.string()).optional();

const input = z.object({
  AuthFlow: authFlow,
  ClientId: clientId,
  AuthParameters: parameters,
  ClientMetadata: metadata,
});

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_InitiateAuth.html */
export const initiateAuth = unsigned(input, async ({ input, context }) => {
  const found = findClient(context, input.ClientId);
  if (input.AuthFlow.startsWith("ADMIN_")) {
    throw new AwsError("InvalidParameterException", "Initiate Auth method not supported.");
  }
  return startAuth(context, { ...found, clientMetadata: input.ClientMetadata }, input);
});

/** What InitiateAuth and AdminInitiateAuth have in common. */
export async function startAuth(
  context: AwsContext,
  options: SignInOptions,
  {
    AuthFlow: flow,
    AuthParameters = {},
  }: Pick<z.output<typeof input>, "AuthFlow" | "AuthParameters">,
): Promise<SignInAnswer> {
  requireFlow(options.client, flow);
  if (flow === "REFRESH_TOKEN_AUTH" || flow === "REFRESH_TOKEN") {
    return refresh(context, options, AuthParameters);
  }
  const username = requireParameter(AuthParameters, "USERNAME");
  const hash = AuthParameters["SECRET_HASH"];
  if (flow === "CUSTOM_AUTH" || flow === "USER_AUTH") {
    findWithHash(context, options, [username, hash]);
    const start = flow === "CUSTOM_AUTH" ? startCustomAuth : startChoiceAuth;
    return start(context, options, { username, parameters: AuthParameters });
  }
  if (flow === "USER_SRP_AUTH") {
    const clientPublic = requireParameter(AuthParameters, "SRP_A");
    findWithHash(context, options, [username, hash]);
    return startSignInBySrp(context, { ...options, username, clientPublic });
  }
  const password = requireParameter(AuthParameters, "PASSWORD");
  findWithHash(context, options, [username, hash]);
  return signInByPassword(context, { ...options, username, password });
}

async function refresh(
  context: AwsContext,
  options: SignInOptions & PoolClient,
  parameters: Readonly<Record<string, string>>,
): Promise<SignInAnswer> {
  const token = requireParameter(parameters, "REFRESH_TOKEN");
  const { user } = ownerOfRefreshToken(context, options, token);
  const { sub = "", email = "", phone_number: phone = "" } = user.attributes;
  checkSecretHash(options, [user.username, sub, email, phone], parameters["SECRET_HASH"]);
  const { clientMetadata } = options;
  const result = await refreshTokens(context, options, { token, clientMetadata });
  return { ChallengeParameters: {}, AuthenticationResult: result };
}
