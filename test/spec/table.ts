/** A small table that the cases about the compiler and the editor import as `./table`. */
export const table = `
import { z } from "zod";
import {
  apiKey, caller, endpoint, identityPool, lambdaAuthorizer, usagePlan, userPool,
} from "../../../src/spec";

export const plans = {
  /** For trying the API out. */
  free: usagePlan({ quota: { limit: 10, period: "DAY" } }),
  /** For customers with a contract. */
  paid: usagePlan({}),
};
/** The front page's own key. */
export const website = apiKey({ plan: plans.paid });
/** People who eat. */
export const customers = userPool({ signUp: "anyone", scopes: ["orders/write"] });
/** Companies that resell tables. */
export const partners = lambdaAuthorizer({
  type: "token",
  identitySource: "header:Authorization",
  cacheSeconds: 300,
  context: { tier: z.enum(["gold", "silver"]) },
});
/** Stock, for our own services only. */
export const getStock = endpoint("GET /stock/{restaurant}", { access: "iam" });
/** What partners see. */
export const getDeals = endpoint("GET /deals", { access: "custom", authorizer: partners });
/** Search, for people who signed in. */
export const search = endpoint("POST /search", {
  access: "cognito",
  userPool: customers,
  body: z.object({ theme: z.string(), limit: z.int().default(10) }),
  response: z.object({ names: z.array(z.string()) }),
});
/** The front page. */
export const getIndex = endpoint("GET /", { access: "public", calls: [getStock, search] });
/** Credentials for people who signed in. */
export const diners = identityPool({ userPool: customers, calls: [getStock] });
/** A role outside this program. */
export const billing = caller({ assumedBy: "states.amazonaws.com", calls: [getStock] });
`;

/** The imports that each case begins with, all of them used. */
export const imports = `
import { z } from "zod";
import * as spec from "../../../src/spec";
import * as table from "./table";
const { apiKey, apiSettings, caller, endpoint, identityPool, lambdaAuthorizer, trigger, usagePlan, userPool } = spec;
const { plans, website, customers, partners, getStock, getDeals, search, getIndex, billing } = table;
export const used = [z, apiKey, apiSettings, caller, endpoint, identityPool, lambdaAuthorizer, trigger, usagePlan, userPool, plans, website, customers, partners, getStock, getDeals, search, getIndex, billing];
`;
