import { z } from "zod";
import {
  apiKey,
  apiSettings,
  caller,
  endpoint,
  identityPool,
  lambdaAuthorizer,
  trigger,
  usagePlan,
  userPool,
  userPoolClient,
} from "../../../../src/spec";
import { samlMetadata } from "./saml-metadata";

export const settings = apiSettings({
  cors: {
    origins: ["https://shop.example.com", "http://localhost:3000"],
    credentials: true,
    headers: ["Content-Type", "Authorization", "X-Api-Key"],
    maxAgeSeconds: 300,
  },
  throttle: { rateLimit: 200, burstLimit: 400 },
  binaryMediaTypes: ["image/png", "application/octet-stream"],
  description: "Every field of the table's language",
  accept: ["GH001: a table for tests"],
});

export const plans = {
  free: usagePlan({
    quota: { limit: 5_000, period: "MONTH", offset: 2 },
    throttle: { rateLimit: 10, burstLimit: 20 },
    accept: ["GH009: for trying it out"],
  }),
  paid: usagePlan({
    alsoCovers: [{ apiId: "abcdefghij", stage: "live" }, { stack: "organization/other-shop/live" }],
  }),
};

export const website = apiKey({ plan: plans.paid, versions: [1, 2], store: "secretsManager" });
export const freeKey = apiKey({ plan: plans.free, store: "parameterStore" });
export const resellers = apiKey({ plan: plans.free, customers: true });
export const branches = apiKey({ plan: plans.paid, customers: true, store: "secretsManager" });

export const checkAddress = trigger();
export const welcome = trigger();
export const addClaims = trigger();

/** People who sign in with an address. */
export const customers = userPool({
  signUp: "anyone",
  verify: "email",
  scopes: ["orders/write", "orders/read", "https://api.example.com/read"],
  groups: ["staff", "staff/admin", "日本"],
  mfa: "optional",
  mfaFactors: ["totp", "sms"],
  passwordPolicy: {
    minimumLength: 12,
    requireLowercase: true,
    requireUppercase: true,
    requireNumbers: true,
    requireSymbols: false,
    temporaryPasswordValidityDays: 3,
  },
  triggers: {
    preSignUp: checkAddress,
    postConfirmation: welcome,
    preTokenGeneration: addClaims,
  },
  signInPage: {
    callbackUrls: ["https://shop.example.com/signed-in", "http://localhost:3000/signed-in"],
    logoutUrls: ["https://shop.example.com/"],
    scopes: ["openid", "email", "orders/read"],
  },
  tokens: { idMinutes: 30, accessMinutes: 15, refreshDays: 7, rotateRefreshTokens: true },
  accept: ["GH013: people choose"],
});

/** People who sign in with a phone number. */
export const couriers = userPool({ signUp: "invited", verify: "sms", mfa: "required" });

/** A pool that another program makes, on some stacks. */
export const colleagues = userPool({ signUp: "invited" });

export const tablet = userPoolClient({
  userPool: customers,
  secret: true,
  signInPage: { callbackUrls: ["https://tablet.example.com/signed-in"] },
  tokens: { refreshDays: 1 },
});
export const terminal = userPoolClient({ userPool: colleagues });

export const partners = lambdaAuthorizer({
  type: "token",
  identitySource: "header:Authorization",
  identityValidationExpression: "^Bearer [A-Za-z0-9]{10,40}$",
  cacheSeconds: 300,
  context: { tier: z.enum(["gold", "silver"]) },
  accept: ["GH014: a policy for all rows"],
});
export const devices = lambdaAuthorizer({
  type: "request",
  identitySource: [
    "header:X-Device",
    "query:device",
    "stageVariable:tenant",
    "context:identity.sourceIp",
  ],
  cacheSeconds: 0,
});

/** A row that anyone may call, with one page for all verbs. */
export const site = endpoint("ANY /site/{page+}", {
  access: "public",
  params: { page: z.string() },
  cors: { origins: "*", credentials: false },
  accept: ["GH003: a page for all"],
});

export const getMeals = endpoint("GET /meals", {
  access: "apiKey",
  plans: [plans.free, plans.paid],
  query: { city: z.string().max(40).optional() },
  headers: { "Accept-Language": z.string() },
  response: z.array(z.object({ name: z.string() })),
  timeoutSeconds: 15,
  memoryMegabytes: 512,
});

export const searchMeals = endpoint("POST /meals/search", {
  access: "apiKey",
  plans: [plans.free],
  body: z.object({ text: z.string().min(1), tags: z.array(z.string()).max(5) }),
  throttle: { rateLimit: 5, burstLimit: 10 },
  handler: "search",
});

export const getStock = endpoint("GET /stock/{shop}", {
  access: "iam",
  params: { shop: z.string().min(1) },
});
export const reserve = endpoint("POST /stock/{shop}/reservations", { access: "iam" });
export const getCosts = endpoint("GET /costs", { access: "iam", plans: [plans.paid] });

export const getDeals = endpoint("GET /deals", { access: "custom", authorizer: partners });
export const getDevice = endpoint("GET /device", {
  access: "custom",
  authorizer: devices,
  plans: [plans.paid],
});

export const putOrders = endpoint("PUT /orders", {
  access: "cognito",
  userPool: customers,
  scopes: ["orders/write", "https://api.example.com/read"],
  plans: [plans.free],
  calls: [getMeals, getStock, getCosts],
  invokes: [reserve],
  key: website,
});
export const getTablet = endpoint("GET /tablet", {
  access: "cognito",
  userPool: customers,
  clients: [tablet],
});
export const getShift = endpoint("GET /shift", { access: "cognito", userPool: colleagues });
export const getTour = endpoint("GET /tour", { access: "cognito", userPool: couriers });

/** Credentials for people who signed in, and for guests. */
export const diners = identityPool({
  userPool: customers,
  clients: [tablet],
  providers: {
    oidc: [{ issuer: "https://login.example.com/tenant", clientIds: ["shop"] }],
    saml: [{ name: "office", metadata: samlMetadata }],
    google: "123456789012-abcdefghijklmnop.apps.googleusercontent.com",
    facebook: "1234567890123456",
    amazon: "amzn1.application-oa2-client.0123456789abcdef0123456789abcdef",
    apple: "com.example.shop",
  },
  calls: [getStock],
  groups: { staff: [getStock, reserve], "staff/admin": [getCosts], 日本: [] },
  guestCalls: [],
  sync: true,
  accept: ["GH021: guests get nothing"],
});
export const rooms = identityPool({ userPool: colleagues, calls: [getStock], classicFlow: true });

/** A role of another account that is made here. */
export const billing = caller({
  assumedBy: [
    "arn:aws:iam::111122223333:role/billing",
    "arn:aws:iam::111122223333:user/anna",
    "arn:aws:iam::444455556666:root",
  ],
  calls: [getStock, getCosts],
  invokes: [reserve],
  externalId: "a-text-that-both-agreed-on",
  conditions: {
    StringLike: { "aws:PrincipalTag/team": ["billing", "finance"] },
    IpAddress: { "aws:SourceIp": "203.0.113.0/24" },
  },
  maxSessionHours: 12,
  accept: ["GH017: another account"],
});
export const workflows = caller({ assumedBy: "states.amazonaws.com", calls: [getStock] });
export const release = caller({
  assumedBy: { github: "example/shop", branch: "main" },
  calls: [getStock],
});
export const smokeTests = caller({
  assumedBy: { github: "example/shop", environment: "production" },
  calls: [getStock],
});
export const audit = caller({ role: "arn:aws:iam::444455556666:role/audit", calls: [getCosts] });
