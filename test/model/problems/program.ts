import {
  apiSettings,
  endpoint,
  lambdaAuthorizer,
  trigger,
  usagePlan,
  userPool,
  type Endpoint,
} from "../../../src/spec";
import { loose, type ProblemCase } from "./case";

const open = { access: "public" } as const;
const getA = () => endpoint("GET /a", open);
const rows = (count: number, make: (i: number) => object): Record<string, unknown> =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`row${i}`, make(i)]));
const guards = (count: number): Record<string, unknown> => {
  const all = Array.from({ length: count }, () =>
    lambdaAuthorizer({ type: "token", identitySource: "header:Authorization", cacheSeconds: 0 }),
  );
  return {
    ...Object.fromEntries(all.map((one, i) => [`guard${i}`, one])),
    ...rows(count, (i) => endpoint(`GET /r${i}`, { access: "custom", authorizer: loose(all[i]) })),
  };
};
const longName = "a".repeat(50);

export const programProblems: ProblemCase[] = [
  {
    code: "no-rows",
    title: "no rows at all",
    spec: () => ({}),
    where: "the table",
    words: ["at least one exported endpoint"],
  },
  {
    code: "settings-twice",
    title: "settings in two places",
    spec: () => ({ getA: getA(), one: apiSettings({}), two: apiSettings({}) }),
    where: "two",
    words: ["one and two"],
  },
  {
    code: "api-name",
    title: "an API with a dot in its name",
    spec: () => ({ getA: getA() }),
    where: "the API",
    words: ['"my.api"'],
    options: { api: "my.api" },
  },
  {
    code: "stage-name",
    title: "a stack whose name no stage may have",
    spec: () => ({ getA: getA() }),
    where: "the stack",
    words: ['"dev.eu"'],
    options: { stack: "dev.eu" },
  },
  ...["$a", "größe", "_a", "constructor", "default"].map((name): ProblemCase => ({
    code: "name",
    title: `a row called ${name}`,
    spec: () => ({ [name]: getA() }),
    where: `${name} (GET /a)`,
    words: ["its name cannot be used", JSON.stringify(name)],
  })),
  {
    code: "name-taken",
    title: "two plans of one name in two records",
    spec: () => ({ getA: getA(), plans: { free: usagePlan({}) }, old: { free: usagePlan({}) } }),
    where: "plans.free",
    words: ["old.free"],
  },
  {
    code: "name-taken",
    title: "a pool with the name of another scheme",
    spec: () => {
      const iam = userPool({ signUp: "anyone" });
      return { iam, getA: endpoint("GET /a", { access: "cognito", userPool: iam }) };
    },
    where: "iam",
    words: ["its own scheme called iam"],
  },
  {
    code: "resource-name-taken",
    title: "two roles that differ by capitals only, which IAM takes for one",
    spec: () => ({ getAB: getA(), getAb: endpoint("GET /b", { ...open, handler: "b" }) }),
    where: "getAB (GET /a)",
    words: ["getAb (GET /b)", "more than capitals"],
  },
  {
    code: "handler-shared",
    title: "two rows that give one file",
    spec: () => ({ getURL: getA(), getUrl: endpoint("GET /b", open) }),
    where: "getURL (GET /a)",
    words: ["handlers/get-url.ts", "getUrl (GET /b)", 'handler: "get-url" on getUrl'],
  },
  {
    code: "handler-shared",
    title: "a row that shares the file of a trigger",
    spec: () => ({ getA: endpoint("GET /a", { ...open, handler: "welcome" }), welcome: trigger() }),
    where: "getA",
    words: ["triggers get other events"],
  },
  {
    code: "handler-missing",
    title: "a row without a file",
    spec: () => ({ getStock: getA() }),
    where: "getStock",
    words: ["Expected handlers/get-stock.ts", "Write handlers/get-stock.ts."],
    options: { handlers: [] },
  },
  {
    code: "handler-missing",
    title: "a row with a misspelt file",
    spec: () => ({ getStock: getA() }),
    where: "getStock",
    words: ["Rename handlers/get-stocks.ts"],
    options: { handlers: ["get-stocks"] },
  },
  {
    code: "handler-missing",
    title: "a handler in a folder below",
    spec: () => ({ getStock: endpoint("GET /stock", open) }),
    where: "getStock (GET /stock)",
    words: [
      "handlers/stock/get-stock.ts",
      "Move handlers/stock/get-stock.ts to handlers/get-stock.ts",
    ],
    options: { handlers: [], nestedHandlers: ["stock/get-stock"] },
  },
  {
    code: "handler-without-row",
    title: "a file without a row",
    spec: () => ({ getA: getA() }),
    where: "handlers/get-old-soup.ts",
    words: [
      "no row, authorizer or trigger",
      "Expected `export const getOldSoup = endpoint(…)` in api-spec, found no such export.",
    ],
    options: { handlers: ["get-a", "get-old-soup"] },
  },
  {
    code: "handler-without-row",
    title: "a file without a row that no name leads to",
    spec: () => ({ getA: getA() }),
    where: "handlers/old-2.ts",
    words: ['Expected a row with `handler: "old-2"` in api-spec'],
    options: { handlers: ["get-a", "old-2"] },
  },
  {
    code: "too-many-authorizers",
    title: "eleven authorizers",
    spec: () => guards(11),
    where: "the table",
    words: ["at most 10", "11: guard0"],
  },
  {
    code: "too-many-authorizers",
    title: "ten authorizers and a pool",
    spec: () => {
      const people = userPool({ signUp: "anyone" });
      return {
        ...guards(10),
        people,
        getA: endpoint("GET /a", { access: "cognito", userPool: people }),
      };
    },
    where: "the table",
    words: ["11:", "each user pool is one"],
  },
  {
    code: "environment-too-large",
    title: "a function that must know fifty callees with long names",
    spec: () => {
      const callees = rows(50, (i) => endpoint(`GET /b${i}`, { access: "iam" }));
      const named = Object.fromEntries(
        Object.entries(callees).map(([name, row]) => [`${longName}${name}`, row]),
      );
      return {
        ...named,
        getA: endpoint("GET /a", { ...open, calls: Object.values(named) as Endpoint[] }),
      };
    },
    where: "getA",
    words: ["at most 4096 bytes", "Split the row"],
  },
];
