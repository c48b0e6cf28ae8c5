import type { CompileCase } from "./case";

const handler = (body: string) => `implement(getIndex, async (request, call, invoke) => {
  void [request, call, invoke];
  ${body}
  return 1;
})`;

/** What a handler may not do, because its row does not say so. */
export const clientErrors: CompileCase[] = [
  {
    title: "a call of an endpoint that is not in calls",
    source: handler(`await call(getDeals, { token: "x" });`),
    code: 2345,
    place: "getDeals",
    words: ["GET /deals is not in the row's calls"],
  },
  {
    title: "an invocation of an endpoint that is not in invokes",
    source: handler(`await invoke(getStock, { params: { restaurant: "7" } });`),
    code: 2345,
    place: "getStock",
    words: ["GET /stock/{restaurant} is not in the row's invokes"],
  },
  {
    title: "a call without the token that the callee asks for",
    source: handler(`await call(search, { body: { theme: "x" } });`),
    code: 2345,
    place: `{ body: { theme: "x" } }`,
    words: ["Property 'token' is missing"],
  },
  {
    title: "a call without what the body must have",
    source: handler(`await call(search, { token: "x", body: { limit: 3 } });`),
    code: 2741,
    place: "body",
    words: ["Property 'theme' is missing"],
  },
  {
    title: "a call without the parameter of the path",
    source: handler(`await call(getStock, { params: {} });`),
    code: 2741,
    place: "params",
    words: ["Property 'restaurant' is missing"],
  },
  {
    title: "a field that the answer of a callee does not have",
    source: handler(`(await call(search, { token: "x", body: { theme: "x" } })).name;`),
    code: 2551,
    place: "name",
    words: ["Did you mean 'names'?"],
  },
  {
    title: "an answer that the row's schema does not take",
    source: `implement(search, async () => ({ name: [] }))`,
    code: 2322,
    place: `({ name: [] })`,
    words: ["names"],
  },
  {
    title: "a claim of a caller who has none",
    source: `implement(getIndex, async ({ caller }) => caller.claims)`,
    code: 2339,
    place: "claims",
    words: ["'claims' does not exist"],
  },
  {
    title: "a context value that the authorizer's row does not know",
    source: `authorize(partners, async () => ({ principal: "x", context: { tier: "bronze" } }))`,
    code: 2322,
    place: `({ principal: "x", context: { tier: "bronze" } })`,
    words: [`"gold" | "silver"`],
  },
];
