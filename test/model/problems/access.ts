import { apiKey, endpoint, lambdaAuthorizer, usagePlan, userPool } from "../../../src/spec";
import { loose, type ProblemCase } from "./case";

const row = (options: object) => endpoint("GET /a", loose(options));
const pool = () => userPool({ signUp: "invited", scopes: ["orders/write"] });
const plan = () => usagePlan({});
const guard = () =>
  lambdaAuthorizer({ type: "token", identitySource: "header:Authorization", cacheSeconds: 0 });

/** Fields that the access of a row does not have; each would look like a protection and be none. */
const foreign: [access: string, field: string, value: () => unknown, mend: string][] = [
  ["public", "plans", () => [plan()], '"apiKey", "iam", "cognito" or "custom"'],
  ["public", "userPool", pool, '"cognito"'],
  ["public", "authorizer", guard, '"custom"'],
  ["public", "scopes", () => ["orders/write"], '"cognito"'],
  ["iam", "userPool", pool, '"cognito"'],
  ["iam", "authorizer", guard, '"custom"'],
  ["apiKey", "scopes", () => ["orders/write"], '"cognito"'],
  ["custom", "userPool", pool, '"cognito"'],
  ["cognito", "authorizer", guard, '"custom"'],
];

export const accessProblems: ProblemCase[] = [
  {
    code: "access-missing",
    title: "no access",
    spec: () => ({ getA: row({}) }),
    where: "getA (GET /a)",
    words: ['"public", "apiKey", "iam", "cognito" or "custom"', "there is no default"],
  },
  {
    code: "access-unknown",
    title: "a misspelt access",
    spec: () => ({ getA: row({ access: "publik" }) }),
    where: "getA",
    words: ['found "publik"', 'Did you mean "public"?'],
  },
  {
    code: "access-unknown",
    title: "an access that every object has",
    spec: () => ({ getA: row({ access: "toString" }) }),
    where: "getA",
    words: ['found "toString"'],
  },
  ...foreign.map(([access, field, value, mend]): ProblemCase => ({
    code: "field-of-other-access",
    title: `${field} beside access "${access}"`,
    spec: () => ({
      getA: row({
        access,
        ...(access === "apiKey" && { plans: [plan()] }),
        ...(access === "cognito" && { userPool: pool() }),
        ...(access === "custom" && { authorizer: guard() }),
        [field]: value(),
      }),
    }),
    where: "getA",
    words: [`\`${field}\``, `"${access}"`, mend],
  })),
  ...(
    [
      ["apiKey", "plans"],
      ["cognito", "userPool"],
      ["custom", "authorizer"],
    ] as const
  ).map(([access, field]): ProblemCase => ({
    code: "field-missing",
    title: `access "${access}" without ${field}`,
    spec: () => ({ getA: row({ access }) }),
    where: "getA",
    words: [`access "${access}" needs \`${field}\``],
  })),
  ...(["apiKey", "iam"] as const).map((access): ProblemCase => ({
    code: "plans-empty",
    title: `no plan in plans of access "${access}"`,
    spec: () => ({ getA: row({ access, plans: [] }) }),
    where: "getA",
    words: ["at least one usage plan"],
  })),
  {
    code: "scopes-empty",
    title: "no scope in scopes",
    spec: () => {
      const people = pool();
      return { people, getA: row({ access: "cognito", userPool: people, scopes: [] }) };
    },
    where: "getA",
    words: ["at least one scope", "ID tokens"],
  },
  {
    code: "scope-unknown",
    title: "a scope that the pool lacks",
    spec: () => {
      const people = pool();
      return {
        people,
        getA: row({ access: "cognito", userPool: people, scopes: ["orders/wirte"] }),
      };
    },
    where: "getA",
    words: ['people has no scope "orders/wirte"', 'Did you mean "orders/write"?'],
  },
  {
    code: "field-undefined",
    title: "scopes that came to nothing",
    spec: () => {
      const people = pool();
      return { people, getA: row({ access: "cognito", userPool: people, scopes: undefined }) };
    },
    where: "getA",
    words: ["`scopes` is there, but undefined"],
  },
  {
    code: "field-unknown",
    title: "a misspelt field",
    spec: () => ({ getA: row({ access: "public", timeoutSecond: 3 }) }),
    where: "getA",
    words: ["no field `timeoutSecond`", "Did you mean `timeoutSeconds`?"],
  },
  {
    code: "field-unknown",
    title: "a misspelt field of a plan's throttle",
    spec: () => ({
      getA: row({ access: "public" }),
      free: usagePlan({ throttle: loose({ rateLimit: 1, burstLimit: 1, burst: 2 }) }),
    }),
    where: "free",
    words: ["`throttle.burst`", "Did you mean `burstLimit`?"],
  },
  {
    code: "field-missing",
    title: "a key without a plan",
    spec: () => ({ getA: row({ access: "public" }), website: apiKey(loose({})) }),
    where: "website",
    words: ["`plan` is missing"],
  },
];
