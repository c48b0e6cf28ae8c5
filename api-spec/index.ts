import { z } from "zod";
import {
  apiKey,
  caller,
  endpoint,
  identityPool,
  lambdaAuthorizer,
  usagePlan,
  userPool,
} from "../src/spec";
import { Deal, Order, Profile, Restaurant, Search, Stock } from "./schemas";

export const plans = {
  /** For trying the API out. */
  free: usagePlan({
    quota: { limit: 5_000, offset: 2, period: "MONTH" },
    throttle: { burstLimit: 200, rateLimit: 100 },
  }),
  /** For customers with a contract. */
  paid: usagePlan({
    quota: { limit: 50_000, offset: 1, period: "MONTH" },
    throttle: { burstLimit: 2_000, rateLimit: 1_000 },
  }),
};

/** Somebody who tries the API out. */
export const freeKey = apiKey({ plan: plans.free });

/** A customer with a contract. */
export const paidKey = apiKey({ plan: plans.paid });

/** The front page's own key. Both versions work while a rotation lasts; callers get the last one. */
export const website = apiKey({ plan: plans.paid, versions: [1, 2] });

/** People who eat. */
export const customers = userPool({ signUp: "anyone", scopes: ["orders/write"] });

/** Companies that resell tables. */
export const partners = lambdaAuthorizer({
  type: "token",
  identitySource: "header:Authorization",
  cacheSeconds: 300,
  context: { tier: z.enum(["gold", "silver"]) },
}); // handlers/partners.ts

/** Restaurants for the front page. */
export const getRestaurants = endpoint("GET /restaurants", {
  access: "apiKey",
  plans: [plans.free, plans.paid],
  response: z.array(Restaurant),
});

/** Visits of the last weeks, for customers with a contract. */
export const getTrends = endpoint("GET /restaurants/trends", {
  access: "apiKey",
  plans: [plans.paid],
});

/** The front page. */
export const getIndex = endpoint("GET /", {
  access: "public",
  calls: [getRestaurants],
  key: website,
});

/** Search, for people who signed in. */
export const searchRestaurants = endpoint("POST /restaurants/search", {
  access: "cognito",
  userPool: customers,
  body: Search,
  response: z.array(Restaurant),
});

/** Stock, for our own services only. */
export const getStock = endpoint("GET /stock/{restaurant}", {
  access: "iam",
  params: { restaurant: z.string().min(1) },
  response: Stock,
});

/** Takes stock for an order; other functions invoke it directly, nobody calls it over HTTP. */
export const reserveStock = endpoint("POST /stock/{restaurant}/reservations", {
  access: "iam",
  params: { restaurant: z.string().min(1) },
  body: z.object({ portions: z.int().positive().max(100) }),
  response: Stock,
});

/** What a restaurant's menu costs us; signed, and metered by a key as well. */
export const getCosts = endpoint("GET /costs/{restaurant}", {
  access: "iam",
  plans: [plans.paid],
  params: { restaurant: z.string().min(1) },
});

/** Signed-in people get temporary AWS credentials that open these endpoints and nothing else. */
export const diners = identityPool({ userPool: customers, calls: [getStock] });

/** A role outside this program. */
export const billing = caller({
  assumedBy: "arn:aws:iam::111122223333:role/billing",
  calls: [getStock, getCosts],
});

/** What partners see. */
export const getDeals = endpoint("GET /deals", {
  access: "custom",
  authorizer: partners,
  response: z.array(Deal),
});

/** A person's own profile; it accepts the access token of a sign-in. */
export const putMe = endpoint("PUT /me", {
  access: "cognito",
  userPool: customers,
  scopes: ["aws.cognito.signin.user.admin"],
  body: Profile,
  response: Profile,
});

/** Orders from machines, with a token from the token endpoint. */
export const putOrders = endpoint("PUT /orders", {
  access: "cognito",
  userPool: customers,
  scopes: ["orders/write"],
  calls: [getStock],
  invokes: [reserveStock],
  body: Order,
  response: Order.extend({ id: z.string(), left: z.int() }),
});
