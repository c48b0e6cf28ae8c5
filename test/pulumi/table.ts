/** A table with one of everything. */
export const everything = `
  export const plans = {
    free: usagePlan({ quota: { limit: 5000, offset: 2, period: "MONTH" } }),
    paid: usagePlan({ throttle: { burstLimit: 20, rateLimit: 10 }, alsoCovers: [{ apiId: "abcdefghij", stage: "live" }] }),
  };
  export const freeKey = apiKey({ plan: plans.free });
  export const website = apiKey({ plan: plans.paid, versions: [1, 2] });
  export const welcome = trigger();
  export const customers = userPool({
    signUp: "anyone", scopes: ["orders/write", "orders/read"], groups: ["staff"],
    triggers: { postConfirmation: welcome },
  });
  export const partners = lambdaAuthorizer({
    type: "token", identitySource: "header:Authorization", cacheSeconds: 300, context: { tier: z.string() },
  });
  export const getItems = endpoint("GET /items", { access: "apiKey", plans: [plans.free, plans.paid] });
  export const getTrends = endpoint("GET /trends", { access: "apiKey", plans: [plans.paid] });
  export const getStock = endpoint("GET /stock/{item}", { access: "iam", throttle: { rateLimit: 5, burstLimit: 6 } });
  export const reserve = endpoint("POST /stock/{item}/reservations", { access: "iam" });
  export const getDeals = endpoint("GET /deals", { access: "custom", authorizer: partners });
  export const putOrders = endpoint("PUT /orders", {
    access: "cognito", userPool: customers, scopes: ["orders/write"],
    calls: [getStock, getDeals], invokes: [reserve], timeoutSeconds: 20,
  });
  export const getIndex = endpoint("GET /", {
    access: "public", calls: [getItems], key: website, throttle: { rateLimit: 50, burstLimit: 60 },
  });
  export const diners = identityPool({ userPool: customers, calls: [getStock], guestCalls: [] });
  export const billing = caller({ assumedBy: "arn:aws:iam::111122223333:role/billing", calls: [getStock], invokes: [reserve] });
`;
