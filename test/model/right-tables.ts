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
  type Endpoint,
} from "../../src/spec";
import type { BuildOptions } from "../../src/model";

type RightTable = [
  title: string,
  spec: () => Record<string, unknown>,
  options?: Partial<BuildOptions>,
];

const open = { access: "public" } as const;
const getIndex = () => endpoint("GET /", open);

/** Tables that look like a mistake and are none. */
export const rightTables: RightTable[] = [
  [
    "one parameter of one name in several rows",
    () => ({
      getA: endpoint("GET /a/{x}", open),
      putA: endpoint("PUT /a/{x}", open),
      getB: endpoint("GET /a/{x}/b", open),
    }),
  ],
  [
    "a body of what JSON has, and of what is made of it",
    () => ({
      postA: endpoint("POST /a", {
        ...open,
        body: z.object({
          on: z.coerce.date(),
          at: z.iso.datetime().transform((text) => new Date(text)),
          either: z.union([z.string(), z.date()]),
          n: z.coerce.bigint(),
          pairs: z.preprocess(
            (one) => new Map(Object.entries(one as object)),
            z.map(z.string(), z.string()),
          ),
          none: z.undefined(),
          own: z.instanceof(Date),
        }),
      }),
    }),
  ],
  [
    "different parameters in different places",
    () => ({ getA: endpoint("GET /a/{x}", open), getB: endpoint("GET /b/{y}", open) }),
  ],
  [
    "a fixed segment beside a parameter",
    () => ({ getA: endpoint("GET /a/{x}", open), getB: endpoint("GET /a/b", open) }),
  ],
  ["ping below the root", () => ({ getA: endpoint("GET /a/ping", open) })],
  [
    "paths that differ in case",
    () => ({ a: endpoint("GET /x", open), b: endpoint("GET /X", open) }),
  ],
  [
    "a greedy open route where each verb of a protected path has its row",
    () => ({
      site: endpoint("GET /{rest+}", open),
      getOrders: endpoint("GET /orders", { access: "iam" }),
      putOrders: endpoint("PUT /orders", { access: "iam" }),
    }),
  ],
  [
    "a greedy open route beside protected paths",
    () => ({
      site: endpoint("ANY /site/{rest+}", open),
      getOrders: endpoint("GET /orders", { access: "iam" }),
    }),
  ],
  [
    "a greedy protected route over protected paths",
    () => ({
      rest: endpoint("ANY /{rest+}", { access: "iam" }),
      getOrders: endpoint("GET /orders", { access: "iam" }),
    }),
  ],
  [
    "300 nodes, the root among them",
    () =>
      Object.fromEntries(
        Array.from({ length: 299 }, (_, i) => [`row${i}`, endpoint(`GET /a${i}`, open)]),
      ),
  ],
  [
    "rows that share a file because they say so",
    () => ({
      getOrders: endpoint("GET /orders", { ...open, handler: "orders" }),
      putOrders: endpoint("PUT /orders", { ...open, handler: "orders" }),
    }),
    { handlers: ["orders"] },
  ],
  [
    "a row that shares the file of another",
    () => ({
      orders: endpoint("GET /orders", open),
      putOrders: endpoint("PUT /orders", { ...open, handler: "orders" }),
    }),
    { handlers: ["orders"] },
  ],
  [
    "authorizers and triggers with their files",
    () => {
      const welcome = trigger();
      const people = userPool({ signUp: "anyone", triggers: { postConfirmation: welcome } });
      const partners = lambdaAuthorizer({
        type: "request",
        identitySource: ["header:A", "query:a", "stageVariable:a", "context:identity.sourceIp"],
        cacheSeconds: 3600,
        context: { seats: z.coerce.number(), tier: z.enum(["a", "b"]), gold: z.stringbool() },
      });
      const getA = endpoint("GET /a", { access: "custom", authorizer: partners });
      return { welcome, people, partners, getA };
    },
    { handlers: ["welcome", "partners", "get-a"] },
  ],
  [
    "plans as top-level exports",
    () => {
      const free = usagePlan({ quota: { limit: 10, period: "WEEK", offset: 6 } });
      return { free, getA: endpoint("GET /a", { access: "apiKey", plans: [free] }) };
    },
  ],
  [
    "a list of rows beside their exports",
    () => {
      const index = getIndex();
      return { index, all: [index] };
    },
  ],
  [
    "exports that are no part of the table",
    () => ({ index: getIndex(), Shape: z.object({}), n: 1 }),
  ],
  [
    "scopes that every pool has",
    () => {
      const people = userPool({
        signUp: "anyone",
        scopes: ["https://api.example.com/orders/write"],
      });
      return {
        people,
        a: endpoint("GET /a", { access: "cognito", userPool: people, scopes: ["openid", "email"] }),
        b: endpoint("GET /b", {
          access: "cognito",
          userPool: people,
          scopes: ["https://api.example.com/orders/write"],
        }),
      };
    },
  ],
  [
    "a key whose plan is one of the callee's",
    () => {
      const plans = { free: usagePlan({}), paid: usagePlan({}) };
      const getB = endpoint("GET /b", { access: "apiKey", plans: [plans.free, plans.paid] });
      const website = apiKey({ plan: plans.paid, versions: [2, 5] });
      return {
        plans,
        getB,
        website,
        a: endpoint("GET /a", { ...open, calls: [getB], key: website }),
      };
    },
  ],
  [
    "text that a parameter's schema reads",
    () => ({
      a: endpoint("GET /a/{id}", {
        ...open,
        params: { id: z.coerce.number().int() },
        query: {
          open: z.stringbool().optional(),
          page: z.preprocess(Number, z.number()).default(1),
          sort: z.literal(["up", "down"]),
          tags: z.array(z.string()).optional(),
          either: z.union([z.number(), z.string()]),
        },
        headers: { "X-Shop": z.string().transform(Number) },
      }),
    }),
  ],
  [
    "cors for all and one of its own",
    () => ({
      a: endpoint("GET /a", {
        ...open,
        cors: { origins: ["https://a.com", "http://localhost:3000"], credentials: true },
      }),
      settings: apiSettings({ cors: { origins: "*" }, binaryMediaTypes: ["image/png", "*/*"] }),
    }),
  ],
  [
    "calls that give no right, with a note",
    () => {
      const index = getIndex();
      const people = userPool({ signUp: "anyone" });
      return {
        index,
        people,
        billing: caller({ assumedBy: "states.amazonaws.com", calls: [index] }),
        diners: identityPool({ userPool: people, calls: [index] }),
      };
    },
  ],
  [
    "names that are cut and stay apart",
    () =>
      Object.fromEntries(
        ["x", "y"].map((end, i) => [
          `${"a".repeat(70)}${end}`,
          endpoint(`GET /a${i}`, { ...open, handler: end }) satisfies Endpoint,
        ]),
      ),
  ],
];
