import { z } from "zod";
import { unsigned } from "../../service/operation";
import { findClient } from "../describe/find-pool";
import { metadata } from "../sign-in/metadata";
import { checkClientSecret, refreshTokens } from "./refresh";
import { clientId, clientSecret, token } from "../describe/shapes";

const input = z.object({
  RefreshToken: token,
  ClientId: clientId,
  ClientSecret: clientSecret.optional(),
  ClientMetadata: metadata,
});

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetTokensFromRefreshToken.html */
export const getTokensFromRefreshToken = unsigned(input, async ({ input, context }) => {
  const found = findClient(context, input.ClientId);
  checkClientSecret(found, input.ClientSecret);
  const AuthenticationResult = await refreshTokens(context, found, {
    token: input.RefreshToken,
    clientMetadata: input.ClientMetadata,
  });
  return { AuthenticationResult };
});
