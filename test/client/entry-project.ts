import { client, createProject, dsl, endpointOf, type Project } from "../pulumi/bundle/project";

/** A project whose handlers answer with what they were given. */
export function entryProject(): Project {
  const implemented = (row: string) =>
    `import { ${row} } from "../api-spec"; import { implement } from ${client};
     export const handler = implement(${row}, ({ params, query, headers, body, caller, event }) => {
       return { params, query, headers, body, types: typeOf({ params, query, body }), caller, event };
     });
     const typeOf = (value: unknown): unknown =>
       value instanceof Date ? "Date" : typeof value === "object" && value !== null
         ? Object.fromEntries(Object.entries(value).map(([k, v]) => [k, typeOf(v)])) : typeof value;`;
  return createProject({
    "api-spec/index.ts": `
      import { z } from "zod";
      import { endpoint, lambdaAuthorizer, usagePlan, userPool } from ${dsl};
      const free = usagePlan({}); const paid = usagePlan({});
      export const plans = { free, paid };
      export const customers = userPool({ signUp: "anyone" });
      export const partners = lambdaAuthorizer({ type: "token", identitySource: "header:Authorization",
        cacheSeconds: 300, context: { tier: z.enum(["gold", "silver"]), seats: z.coerce.number() } });
      const even = z.coerce.number().refine((n) => n % 2 === 0, "must be even");
      export const getAll = endpoint("GET /all/{id}/{word}", { access: "public",
        params: { id: z.uuid() },
        query: { limit: z.coerce.number().default(10), even: even.optional(),
          tags: z.array(z.string()).optional(), upper: z.string().transform((s) => s.toUpperCase()).optional(),
          must: z.string() },
        headers: { "X-Tenant": z.string().min(2) } });
      export const putBody = endpoint("PUT /body", { access: "public",
        body: z.object({ name: z.string().trim(), size: z.int().default(4),
          at: z.iso.datetime().transform((s) => new Date(s)).optional() }).refine((b) => b.name !== "bad", "a bad name") });
      export const plainBody = endpoint("PUT /plain", { access: "public", query: { limit: z.coerce.number().default(10) },
        body: z.object({ name: z.string(), size: z.int().default(4) }) });
      export const paidOnly = endpoint("GET /paid", { access: "apiKey", plans: [paid] });
      export const paidPlain = endpoint("GET /paid/plain", { access: "apiKey", plans: [paid] });
      export const signed = endpoint("GET /signed", { access: "iam" });
      export const member = endpoint("GET /member", { access: "cognito", userPool: customers });
      export const partner = endpoint("GET /partner", { access: "custom", authorizer: partners });
      export const anything = endpoint("GET /any/{id}", { access: "public", params: { id: z.coerce.string() } });
      export const unsendable = endpoint("GET /unsendable", { access: "public", query: { circle: z.string().optional() } });
      export const thrower = endpoint("GET /throw", { access: "public", body: z.object({ n: z.int() }) });`,
    "handlers/get-all.ts": implemented("getAll"),
    "handlers/put-body.ts": implemented("putBody"),
    "handlers/plain-body.ts": `export const handler = async (event: unknown) => ({ statusCode: 200, body: JSON.stringify(event) });`,
    "handlers/paid-only.ts": implemented("paidOnly"),
    "handlers/paid-plain.ts": `export const handler = async (event: unknown) => ({ statusCode: 200, body: JSON.stringify(event) });`,
    "handlers/signed.ts": implemented("signed"),
    "handlers/member.ts": implemented("member"),
    "handlers/partner.ts": implemented("partner"),
    "handlers/anything.ts": implemented("anything"),
    "handlers/unsendable.ts": `
      import { unsendable } from "../api-spec";
      import { implement } from ${client};
      export const handler = implement(unsendable, ({ query }) => {
        const circle: Record<string, unknown> = {};
        circle.self = circle;
        return query.circle ? circle : { left: 10n };
      });`,
    "handlers/thrower.ts": `
      import { thrower } from "../api-spec";
      import { implement } from ${client};

      export const handler = implement(thrower, () => {
        throw new TypeError("boom");
      });`,
  });
}

const cors = {
  origins: ["https://a.example", "https://b.example"] as [`https://${string}`, `https://${string}`],
};

/** The functions of that project. */
export const entryFunctions = [
  endpointOf("getAll", "get-all", "GET /all/{id}/{word}", { cors: { ...cors, credentials: true } }),
  endpointOf("putBody", "put-body", "PUT /body"),
  endpointOf("plainBody", "plain-body", "PUT /plain"),
  endpointOf("paidOnly", "paid-only", "GET /paid", { access: "apiKey", checksPlans: true, cors }),
  endpointOf("paidPlain", "paid-plain", "GET /paid/plain", { access: "apiKey", checksPlans: true }),
  endpointOf("signed", "signed", "GET /signed", { access: "iam" }),
  endpointOf("member", "member", "GET /member", { access: "cognito" }),
  endpointOf("partner", "partner", "GET /partner", { access: "custom", authorizer: "partners" }),
  endpointOf("anything", "anything", "GET /any/{id}"),
  endpointOf("unsendable", "unsendable", "GET /unsendable"),
  endpointOf("thrower", "thrower", "GET /throw"),
];
