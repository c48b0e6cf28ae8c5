import { apiSettings, endpoint, lambdaAuthorizer } from "../../../src/spec";
import { loose, type ProblemCase } from "./case";

const open = { access: "public" } as const;
const row = (route: string, options: object = open) => endpoint(loose(route), loose(options));

const malformed: [title: string, route: string, words: string[]][] = [
  ["an unknown verb", "FETCH /a", ["a verb, one space and a path"]],
  ["a verb in small letters", "get /a", ["a verb, one space and a path"]],
  ["no slash", "GET a", ["begins with a slash"]],
  ["two spaces", "GET  /a", ["begins with a slash"]],
  ["a space in the path", "GET /a b", ["no spaces"]],
  ["an unclosed brace", "GET /{a", ["not closed"]],
  ["an unopened brace", "GET /a}", ["not opened"]],
  ["an empty brace", "GET /{}", ["needs a name"]],
  ["text beside a parameter", "GET /a{b}", ["nothing beside it"]],
  ["a greedy parameter before the end", "GET /{a+}/b", ["last segment"]],
  ["a slash at the end", "GET /a/", ["no slash at its end"]],
  ["an empty segment", "GET /a//b", ["no empty segments"]],
  ["a parameter twice", "GET /{a}/b/{a}", ["{a} stands twice"]],
  ["a character that no resource may have", "GET /café", ["only letters, digits"]],
  ["a percent sign", "GET /a%20b", ["only letters, digits"]],
  ["a parameter with a bad name", "GET /{a b}", ["no spaces"]],
  ["a parameter with a colon", "GET /{a:b}", ["name of a path parameter"]],
  ["a line break", "GET /a\n", ["no spaces"]],
];

export const routeProblems: ProblemCase[] = [
  ...malformed.map(([title, route, words]): ProblemCase => ({
    code: "route-malformed",
    title,
    spec: () => ({ getA: row(route) }),
    where: "getA",
    words,
  })),
  {
    code: "route-malformed",
    title: "a route that is no text",
    spec: () => ({ getA: row(loose(7)) }),
    where: "getA",
    words: ["a route is text", "found 7"],
  },
  {
    code: "route-twice",
    title: "one route in two rows",
    spec: () => ({ getA: row("GET /a"), alsoA: row("GET /a") }),
    where: "getA (GET /a)",
    words: ["getA and alsoA", "Take one out"],
  },
  {
    code: "any-beside-verb",
    title: "ANY beside a verb",
    spec: () => ({ anyA: row("ANY /a"), getA: row("GET /a") }),
    where: "anyA (ANY /a)",
    words: ["getA (GET /a)", "a row for each verb"],
  },
  {
    code: "route-ambiguous",
    title: "one place with two parameters",
    spec: () => ({ getX: row("GET /a/{x}"), putY: row("PUT /a/{y}") }),
    where: "getX (GET /a/{x})",
    words: ["{x}", "{y} of putY (PUT /a/{y})", "one name in all rows"],
  },
  {
    code: "route-ambiguous",
    title: "a greedy parameter beside a plain one, at the root",
    spec: () => ({ getX: row("GET /{x}"), getRest: row("GET /{rest+}") }),
    where: "getX",
    words: ["the root", "{rest+}"],
  },
  {
    code: "route-ambiguous",
    title: "two parameters in the middle of longer paths",
    spec: () => ({ getX: row("GET /a/{x}/b"), getY: row("GET /a/{y}/c/d") }),
    where: "getX",
    words: ["behind /a"],
  },
  {
    code: "route-reserved",
    title: "the health check of API Gateway",
    spec: () => ({ ping: row("GET /ping") }),
    where: "ping (GET /ping)",
    words: ["health check", "/health"],
  },
  {
    code: "route-reserved",
    title: "the other health check of API Gateway",
    spec: () => ({ sping: row("POST /sping") }),
    where: "sping",
    words: ["/sping"],
  },
  {
    code: "cors-options-row",
    title: "an OPTIONS row beside a row with cors",
    spec: () => ({
      getA: row("GET /a", { access: "public", cors: { origins: "*" } }),
      optionsA: row("OPTIONS /a"),
    }),
    where: "optionsA",
    words: ["preflights of getA"],
  },
  {
    code: "cors-options-row",
    title: "an OPTIONS row beside cors for all",
    spec: () => ({
      getA: row("GET /a"),
      optionsA: row("OPTIONS /a"),
      settings: apiSettings({ cors: { origins: ["https://example.com"] } }),
    }),
    where: "optionsA",
    words: ["preflights of getA"],
  },
  {
    code: "too-many-resources",
    title: "301 nodes, the root among them",
    spec: () =>
      Object.fromEntries(
        Array.from({ length: 150 }, (_, i) => [`row${i}`, row(`GET /a${i}/{id}`)]),
      ),
    where: "the table",
    words: ["at most 300", "301"],
  },
  ...(
    [
      ["another verb at the root", "ANY /{rest+}", "POST /orders", "GET /orders"],
      ["one verb", "GET /{rest+}", "POST /orders", "GET /orders"],
      ["below a segment", "GET /shop/{rest+}", "POST /shop/orders/{id}", "GET /shop/orders/{id}"],
      ["below a parameter", "GET /{shop}/{rest+}", "PUT /{shop}/orders", "GET /{shop}/orders"],
      [
        "below a parameter, over fixed text",
        "ANY /{shop}/{rest+}",
        "GET /my/till",
        "POST /my/till",
      ],
      ["over a greedy signed one", "ANY /{rest+}", "GET /admin/{path+}", "POST /admin/{path+}"],
      ["over a parameter", "ANY /{rest+}", "PUT /a/{id}/b", "GET /a/{id}/b"],
    ] as const
  ).map(([title, greedy, closed, example]): ProblemCase => ({
    code: "open-route-catches",
    title: `a greedy open route over a signed one: ${title}`,
    spec: () => ({ site: row(greedy), guarded: row(closed, { access: "iam" }) }),
    where: "site",
    words: [`guarded (${closed})`, `${example} is answered by site`, "routing comes before"],
  })),
  {
    code: "open-route-catches",
    title: "a greedy open route over a row with an authorizer",
    spec: () => {
      const guards = lambdaAuthorizer({
        type: "token",
        identitySource: "header:Authorization",
        cacheSeconds: 0,
      });
      return {
        guards,
        site: row("ANY /{rest+}"),
        guarded: endpoint("GET /a", { access: "custom", authorizer: guards }),
      };
    },
    where: "site",
    words: ["POST /a is answered by site"],
  },
];
