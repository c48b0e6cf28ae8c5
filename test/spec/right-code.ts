/** Expressions that must compile: what the errors beside them must not take with them. */
export const rightCode: [title: string, source: string][] = [
  [
    "a row of each access",
    `[
  endpoint("GET /a", { access: "public" }),
  endpoint("GET /b", { access: "apiKey", plans: [plans.free, plans.paid] }),
  endpoint("GET /c", { access: "iam", plans: [plans.paid] }),
  endpoint("GET /d", { access: "cognito", userPool: customers, scopes: ["orders/write"] }),
  endpoint("ANY /e/{rest+}", { access: "custom", authorizer: partners, plans: [plans.paid] }),
]`,
  ],
  [
    "the root and parameters",
    `[
  endpoint("GET /", { access: "public" }),
  endpoint("GET /{a}/b/{c}", { access: "public", params: { a: z.string(), c: z.coerce.number() } }),
  endpoint("GET /a/{rest+}", { access: "public", params: { rest: z.string() } }),
]`,
  ],
  [
    "params for some of the parameters",
    `endpoint("GET /{a}/{b}", { access: "public", params: { b: z.string() } })`,
  ],
  [
    "cors with credentials and its origins",
    `endpoint("GET /a", {
  access: "public",
  cors: { origins: ["https://example.com"], credentials: true },
})`,
  ],
  [
    "an authorizer without identity that asks each time",
    `lambdaAuthorizer({
  type: "request",
  identitySource: [],
  cacheSeconds: 0,
})`,
  ],
  [
    "an authorizer of several sources",
    `lambdaAuthorizer({
  type: "request",
  identitySource: ["header:Authorization", "query:key", "context:identity.sourceIp"],
  cacheSeconds: 10,
})`,
  ],
  [
    "calls with what the callees ask for, and the schema's default left out",
    `implement(getIndex, async (_request, call) => {
  const stock = await call(getStock, { params: { restaurant: "7" } });
  const found = await call(search, { token: "x", body: { theme: "fish" } });
  return html(\`\${String(stock)} \${found.names.join(", ")}\`);
})`,
  ],
  [
    "a handler that reads the schema's output",
    `implement(search, async ({ body, caller }) => ({
  names: [body.theme.toUpperCase(), body.limit.toFixed(), String(caller)],
}))`,
  ],
  [
    "an authorizer's decision",
    `authorize(partners, async ({ token }) =>
  token === "x" ? { principal: "x", context: { tier: "gold" } } : deny,
)`,
  ],
  [
    "settings for all",
    `apiSettings({
  cors: { origins: "*", headers: ["X-Shop"], maxAgeSeconds: 60 },
  throttle: { rateLimit: 0.5, burstLimit: 1 },
  binaryMediaTypes: ["image/png"],
})`,
  ],
];
