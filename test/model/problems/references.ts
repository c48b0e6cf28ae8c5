import {
  apiKey,
  caller,
  endpoint,
  identityPool,
  lambdaAuthorizer,
  trigger,
  usagePlan,
  userPool,
} from "../../../src/spec";
import { loose, type ProblemCase } from "./case";

const open = { access: "public" } as const;
const plan = () => usagePlan({});
const metered = (plans: object[]) => endpoint("GET /b", { access: "apiKey", plans: loose(plans) });
const getA = (options: object) => endpoint("GET /a", loose({ ...open, ...options }));

export const referenceProblems: ProblemCase[] = [
  {
    code: "not-exported",
    title: "a callee that is not exported",
    spec: () => ({ getA: getA({ calls: [endpoint("GET /b", { access: "iam" })] }) }),
    where: "getA (GET /a)",
    words: ["`calls[0]`", 'endpoint("GET /b")', "export"],
  },
  {
    code: "not-exported",
    title: "a plan that is not exported",
    spec: () => ({ getB: metered([plan()]) }),
    where: "getB",
    words: ["`plans[0]` is a usage plan that the table does not export"],
  },
  {
    code: "not-exported",
    title: "a key that is not exported",
    spec: () => ({ getA: getA({ key: apiKey({ plan: plan() }) }) }),
    where: "getA",
    words: ["`key` is an API key"],
  },
  {
    code: "not-exported",
    title: "a pool that is not exported",
    spec: () => ({
      getA: endpoint("GET /a", { access: "cognito", userPool: userPool({ signUp: "anyone" }) }),
    }),
    where: "getA",
    words: ["`userPool` is a user pool"],
  },
  {
    code: "not-exported",
    title: "an authorizer that is not exported",
    spec: () => ({
      getA: endpoint("GET /a", {
        access: "custom",
        authorizer: lambdaAuthorizer({ type: "request", identitySource: [], cacheSeconds: 0 }),
      }),
    }),
    where: "getA",
    words: ["`authorizer` is a Lambda authorizer"],
  },
  {
    code: "not-exported",
    title: "a trigger that is not exported",
    spec: () => ({
      getA: getA({}),
      people: userPool({ signUp: "anyone", triggers: { preSignUp: trigger() } }),
    }),
    where: "people",
    words: ["`triggers.preSignUp` is a trigger"],
  },
  {
    code: "not-exported",
    title: "a row of a caller that is not exported",
    spec: () => ({
      getA: getA({}),
      billing: caller({
        assumedBy: "states.amazonaws.com",
        calls: [endpoint("GET /b", { access: "iam" })],
      }),
    }),
    where: "billing",
    words: ["`calls[0]`"],
  },
  {
    code: "reference-undefined",
    title: "a callee that is undefined since two files import each other: both rows are named",
    spec: () => {
      const getA = endpoint("GET /a", { access: "public", calls: loose([undefined]) });
      return { getA, getB: endpoint("GET /b", { access: "public", calls: [getA] }) };
    },
    where: "getA (GET /a)",
    words: ["`calls[0]` is undefined", "import each other", "getB (GET /b)", "third file"],
  },
  {
    code: "reference-undefined",
    title: "a hole among callees that are there",
    spec: () => {
      const getB = endpoint("GET /b", { access: "iam" });
      return { getB, getA: getA({ calls: [getB, , getB] }) };
    },
    where: "getA",
    words: ["`calls[1]` is undefined"],
  },
  {
    code: "reference-undefined",
    title: "a plan that is undefined",
    spec: () => ({ getB: metered(loose([undefined])) }),
    where: "getB",
    words: ["`plans[0]` is undefined", "a usage plan"],
  },
  {
    code: "reference-undefined",
    title: "a key that is undefined",
    spec: () => ({ getA: getA({ key: undefined }) }),
    where: "getA",
    words: ["`key` is undefined"],
  },
  {
    code: "reference-undefined",
    title: "the plan of a key that is undefined",
    spec: () => ({ getA: getA({}), website: apiKey({ plan: loose(undefined) }) }),
    where: "website",
    words: ["`plan` is undefined"],
  },
  {
    code: "reference-kind",
    title: "plans that came to nothing, which would leave the key out",
    spec: () => ({ getA: endpoint("GET /a", loose({ access: "iam", plans: undefined })) }),
    where: "getA",
    words: ["`plans` is not a list"],
  },
  {
    code: "reference-kind",
    title: "a pool where an authorizer belongs",
    spec: () => {
      const people = userPool({ signUp: "anyone" });
      return { people, getA: endpoint("GET /a", { access: "custom", authorizer: loose(people) }) };
    },
    where: "getA",
    words: ["Expected a Lambda authorizer", "found a user pool"],
  },
  {
    code: "reference-kind",
    title: "a callee by its name",
    spec: () => ({ getA: getA({ calls: ["getB"] }) }),
    where: "getA",
    words: ["`calls[0]` is not an endpoint", 'found "getB"'],
  },
  {
    code: "reference-kind",
    title: "callees that are no list",
    spec: () => {
      const getB = endpoint("GET /b", { access: "iam" });
      return { getB, getA: getA({ calls: getB }) };
    },
    where: "getA",
    words: ["`calls` is not a list"],
  },
  {
    code: "two-names",
    title: "one endpoint under two names",
    spec: () => {
      const getA = endpoint("GET /a", open);
      return { getA, readA: getA };
    },
    where: "getA (GET /a)",
    words: ["exported as getA and readA"],
  },
  {
    code: "two-names",
    title: "one plan under two names",
    spec: () => {
      const free = plan();
      return { getB: metered([free]), plans: { free }, basic: free };
    },
    where: "plans.free",
    words: ["plans.free and basic"],
  },
  {
    code: "not-top-level",
    title: "a row within a record",
    spec: () => ({ rows: { getA: endpoint("GET /a", open) } }),
    where: "rows.getA (GET /a)",
    words: ["it has no name", "export const getA = endpoint(…)"],
  },
  {
    code: "not-top-level",
    title: "a plan within a list",
    spec: () => ({ getA: getA({}), plans: [plan()] }),
    where: "plans.0",
    words: ["Put it into a record"],
  },
  {
    code: "key-missing",
    title: "a callee that asks for a key, and none to send",
    spec: () => {
      const free = plan();
      const getB = metered([free]);
      return { free, getB, website: apiKey({ plan: free }), getA: getA({ calls: [getB] }) };
    },
    where: "getA",
    words: ["getB", "an API key of free", "Add key: website."],
  },
  {
    code: "key-missing",
    title: "a callee with a signature and a key",
    spec: () => {
      const free = plan();
      const getB = endpoint("GET /b", { access: "iam", plans: [free] });
      return { free, getB, getA: getA({ calls: [getB] }) };
    },
    where: "getA",
    words: ["apiKey({ plan: free })"],
  },
  {
    code: "key-of-other-plan",
    title: "a key of a plan that does not open the callee",
    spec: () => {
      const plans = { free: plan(), paid: plan() };
      const getB = metered([plans.paid]);
      const freeKey = apiKey({ plan: plans.free });
      return { plans, getB, freeKey, getA: getA({ calls: [getB], key: freeKey }) };
    },
    where: "getA",
    words: ["freeKey, a key of plans.free", "an API key of plans.paid", "plans of getB"],
  },
  {
    code: "reference-kind",
    title: "an endpoint where an identity pool has its user pool",
    spec: () => {
      const a = getA({});
      return { a, diners: identityPool({ userPool: loose(a), calls: [] }) };
    },
    where: "diners",
    words: ["Expected a user pool, found an endpoint"],
  },
];
