import {
  apiKey,
  apiSettings,
  caller,
  endpoint,
  identityPool,
  lambdaAuthorizer,
  usagePlan,
  userPool,
} from "../../../../../src/spec";

export const settings = apiSettings({ cors: { origins: ["https://shop.example"] } });

export const plans = {
  free: usagePlan({
    quota: { limit: 5_000, offset: 0, period: "MONTH" },
    throttle: { burstLimit: 200, rateLimit: 100 },
  }),
  paid: usagePlan({
    quota: { limit: 50_000, offset: 0, period: "MONTH" },
    throttle: { burstLimit: 2_000, rateLimit: 1_000 },
  }),
};

export const trial = apiKey({ plan: plans.free });
export const customer = apiKey({ plan: plans.paid });

export const staff = userPool({
  signUp: "invited",
  mfa: "required",
  passwordPolicy: { minimumLength: 12 },
  scopes: ["orders/read", "orders/write"],
});

export const partners = lambdaAuthorizer({
  type: "request",
  identitySource: ["header:Authorization", "header:X-Partner"],
  cacheSeconds: 300,
});

export const getHome = endpoint("GET /", { access: "public" });
export const getPrices = endpoint("GET /prices", { access: "apiKey", plans: [plans.paid] });
export const getStock = endpoint("GET /stock/{shop}", { access: "iam" });
export const putStock = endpoint("PUT /stock/{shop}", { access: "iam" });
export const getOrders = endpoint("GET /orders", {
  access: "cognito",
  userPool: staff,
  scopes: ["orders/read"],
  calls: [getStock],
});
export const getDeals = endpoint("GET /deals", { access: "custom", authorizer: partners });

export const diners = identityPool({ userPool: staff, calls: [getStock] });
export const billing = caller({
  assumedBy: "arn:aws:iam::111122223333:role/billing",
  externalId: "shop-billing",
  calls: [getStock],
});
