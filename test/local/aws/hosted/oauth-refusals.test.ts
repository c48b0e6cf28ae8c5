import type { Deployed } from "../../../../src/graph/deployed";
import { graphDefinition, ids } from "../definition";
import { runHttpCases } from "../http-cases";
import { hostedPool, page } from "./hosted-pool";

/** The graph of the sign-in page, with a second pool and clients like the first, but for one setting each. */
function graph(): Deployed {
  const pool = hostedPool();
  const base = pool.clients.find(({ id }) => id === page.client)!;
  const variant = (name: string, inputs: object) => ({
    ...base,
    ...{ name, id: `1example23456789${name}`, inputs: { ...base.inputs, ...inputs } },
  });
  const clients = [
    ...pool.clients,
    variant("other", {}),
    variant("keeps", { enableTokenRevocation: false }),
    variant("turns", {
      refreshTokenRotation: { feature: "ENABLED", retryGracePeriodSeconds: 10 },
    }),
    variant("closed", { allowedOauthFlowsUserPoolClient: false }),
    variant("google", { supportedIdentityProviders: ["Google"] }),
  ];
  const id = "eu-central-1_Partners1";
  const partners = {
    ...pool,
    ...{ name: "partners", id, arn: pool.arn.replace(ids.pool, id), domain: "partners-dev" },
    clients: [variant("partner", {})],
  };
  return graphDefinition({ userPools: [{ ...pool, clients }, partners] });
}

runHttpCases("oauth-refusals.json", graph);
