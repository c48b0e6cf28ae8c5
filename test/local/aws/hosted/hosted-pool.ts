import type { Deployed, UserPoolDefinition } from "../../../../src/graph/deployed";
import { graphDefinition, ids, poolDefinition } from "../definition";

/** Clients of the sign-in page. */
export const page = {
  client: "1example23456789page00000",
  serverClient: "1example23456789server000",
  callback: "http://localhost:3000/callback",
  serverCallback: "https://app.example/auth",
  signedOut: "http://localhost:3000/",
};

const flows = ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"];

/** A pool with a public client and one with a secret, both of which use the sign-in page. */
export function hostedPool(inputs: Record<string, unknown> = {}): UserPoolDefinition {
  const pool = poolDefinition(inputs);
  return {
    ...pool,
    clients: [
      ...pool.clients,
      {
        name: "customers-page",
        id: page.client,
        inputs: {
          explicitAuthFlows: flows,
          allowedOauthFlowsUserPoolClient: true,
          allowedOauthFlows: ["code", "implicit"],
          allowedOauthScopes: ["openid", "email", "orders/write"],
          callbackUrls: [page.callback, "myapp://callback"],
          logoutUrls: [page.signedOut],
          supportedIdentityProviders: ["COGNITO"],
        },
      },
      {
        name: "customers-server",
        id: page.serverClient,
        secret: ids.secret,
        inputs: {
          generateSecret: true,
          explicitAuthFlows: flows,
          allowedOauthFlowsUserPoolClient: true,
          allowedOauthFlows: ["code"],
          allowedOauthScopes: ["openid", "profile"],
          callbackUrls: [page.serverCallback],
          supportedIdentityProviders: ["COGNITO"],
        },
      },
    ],
  };
}

/** The graph of the tests with that pool. */
export function hostedGraph(inputs: Record<string, unknown> = {}): Deployed {
  return graphDefinition({ userPools: [hostedPool(inputs)] });
}
