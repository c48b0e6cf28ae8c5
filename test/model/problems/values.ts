import { z } from "zod";
import { apiKey, endpoint, usagePlan } from "../../../src/spec";
import { about, loose, rest, type ProblemCase, type Short } from "./case";

const row = (options: object) => endpoint("POST /a/{id}", loose({ access: "public", ...options }));
const get = (options: object) => endpoint("GET /a", loose({ access: "public", ...options }));
const origin = (origins: unknown) => ({ cors: { origins } });

const holdsItself: z.ZodType = z.object({
  on: z.date(),
  get more() {
    return z.array(holdsItself);
  },
});

export const valueProblems: ProblemCase[] = [
  ...about(row, [
    [
      "acceptance",
      "an acceptance without a reason",
      () => ({ accept: ["GH015"] }),
      ["`accept[0]`", 'found "GH015"', "the reason"],
    ],
    [
      "timeout",
      "a second too long",
      () => ({ timeoutSeconds: 30 }),
      ["1 to 29", "found 30", "504"],
    ],
    ["timeout", "no time", () => ({ timeoutSeconds: 0 }), ["found 0"]],
    ["timeout", "half a second", () => ({ timeoutSeconds: 1.5 }), ["found 1.5"]],
    ["timeout", "seconds as text", () => ({ timeoutSeconds: "10" }), ['found "10"']],
    ["memory", "too little memory", () => ({ memoryMegabytes: 127 }), ["128 to 10240"]],
    ["memory", "too much memory", () => ({ memoryMegabytes: 10_241 }), ["found 10241"]],
    [
      "throttle",
      "a rate of 0",
      () => ({ throttle: { rateLimit: 0, burstLimit: 1 } }),
      ["`throttle.rateLimit`", "found 0", "leaves a 0 out"],
    ],
    [
      "throttle",
      "an endless rate",
      () => ({ throttle: { rateLimit: Infinity, burstLimit: 1 } }),
      ["found Infinity"],
    ],
    [
      "field-missing",
      "a throttle without burst",
      () => ({ throttle: { rateLimit: 1 } }),
      ["`throttle.burstLimit` is missing"],
    ],
    ["cors-origin", "an origin with a path", () => origin(["https://a.com/b"]), ["without a path"]],
    [
      "cors-origin",
      "an origin with a slash",
      () => origin(["https://a.com/"]),
      ["`cors.origins[0]`"],
    ],
    ["cors-origin", "an origin in capitals", () => origin(["https://A.com"]), ["small letters"]],
    [
      "cors-origin",
      "a port that browsers leave out",
      () => origin(["https://a.com:443"]),
      ["port"],
    ],
    ["cors-origin", "a star in a list", () => origin(["*"]), ['found "*"']],
    ["cors-origin", "the origin null", () => origin(["null"]), ['found "null"']],
    ["cors-origin", "no origin", () => origin([]), ["at least one origin"]],
    ["cors-origin", "one origin as text", () => origin("https://a.com"), ["a list"]],
    ["cors-origin", "an origin twice", () => origin(["https://a.com", "https://a.com"]), ["twice"]],
    [
      "cors-credentials",
      "any origin with credentials",
      () => ({ cors: { origins: "*", credentials: true } }),
      ["origins listed in full", 'found "*"'],
    ],
    [
      "field-value",
      "a preflight kept for a week",
      () => ({ cors: { origins: "*", maxAgeSeconds: 604_800 } }),
      ["`cors.maxAgeSeconds`"],
    ],
    [
      "parameter-unknown",
      "params with a name that the route lacks",
      () => ({ params: { id: z.string(), other: z.string() } }),
      ["`params.other`", "Expected id", "{other}"],
    ],
    [
      "parameter-name",
      "a query name with brackets",
      () => ({ query: { "a[]": z.string() } }),
      ['found "a[]"'],
    ],
    [
      "parameter-name",
      "a header name with a space",
      () => ({ headers: { "x y": z.string() } }),
      ["`headers`"],
    ],
    [
      "header-twice",
      "a header in two spellings",
      () => ({ headers: { "X-Shop": z.string(), "x-shop": z.string() } }),
      ["X-Shop and x-shop"],
    ],
    [
      "header-unreadable",
      "the key's own header",
      () => ({ headers: { "X-Api-Key": z.string() } }),
      ["X-Api-Key"],
    ],
    [
      "parameter-never-text",
      "a number in the path",
      () => ({ params: { id: z.number() } }),
      ["`params.id`", "z.coerce.number()"],
    ],
    [
      "parameter-never-text",
      "an optional boolean in the query",
      () => ({ query: { open: z.boolean().optional() } }),
      ["`query.open`"],
    ],
    [
      "parameter-never-text",
      "a list of numbers in the query",
      () => ({ query: { ids: z.array(z.number()) } }),
      ["`query.ids`"],
    ],
    ...(
      [
        ["a date in the query", { query: { on: z.date() } }, "`query.on`", "z.coerce.date()"],
        [
          "a bigint in the path",
          { params: { id: z.bigint() } },
          "`params.id`",
          "z.coerce.bigint()",
        ],
        [
          "a map in a header",
          { headers: { "x-a": z.map(z.string(), z.string()) } },
          "a Map",
          "z.record(",
        ],
        [
          "dates in the query",
          { query: { on: z.array(z.date()).optional() } },
          "a Date",
          "z.iso.datetime()",
        ],
        ["a symbol in the query", { query: { on: z.symbol() } }, "a symbol", "z.enum"],
      ] as const
    ).map(([title, fields, ...words]): Short => {
      return ["parameter-never-text", title, () => fields, [...words]];
    }),
    ...(
      [
        ["a date", z.date(), "`body`", "z.iso.datetime()"],
        ["a date in a field", z.object({ a: z.object({ on: z.date() }) }), "`body.a.on`", "a Date"],
        ["a date that may be left out", z.object({ on: z.date().optional() }), "`body.on`"],
        ["a date with a default", z.object({ on: z.date().default(new Date(0)) }), "`body.on`"],
        [
          "a map",
          z.object({ m: z.map(z.string(), z.int()) }),
          "`body.m`",
          "z.record(z.string(), …)",
        ],
        ["a set", z.set(z.string()), "`body`", "z.array(…)"],
        [
          "a bigint in a list",
          z.object({ ids: z.array(z.bigint()) }),
          "`body.ids[]`",
          "z.coerce.bigint()",
        ],
        ["a bigint in a tuple", z.tuple([z.string(), z.bigint()]), "`body[1]`"],
        ["a bigint in a record", z.record(z.string(), z.bigint()), "`body.*`"],
        ["a bigint literal", z.object({ n: z.literal(1n) }), "`body.n`", "a literal of text"],
        ["a date before a transform", z.object({ on: z.date().transform(String) }), "`body.on`"],
        [
          "a date in both of an intersection",
          z.intersection(z.object({ a: z.date() }), z.object({ b: z.string() })),
          "`body.a`",
        ],
        [
          "nothing but what cannot be sent",
          z.union([z.date(), z.map(z.string(), z.string())]),
          "`body`",
        ],
        ["a date in a schema that holds itself", holdsItself, "`body.on`"],
        ["a symbol", z.object({ s: z.symbol() }), "`body.s`", "z.enum"],
        ["NaN", z.object({ n: z.nan() }), "`body.n`", "z.number()"],
        ["a file", z.object({ f: z.file() }), "`body.f`", "z.base64()"],
      ] as const
    ).map(([title, body, ...words]): Short => {
      return ["body-never-json", `${title} in a body`, () => ({ body }), [...words]];
    }),
    ["schema", "a type that is no schema", () => ({ body: String }), ["`body`", "a zod schema"]],
    ["schema", "a schema where names belong", () => ({ query: z.object({}) }), ["schemas by name"]],
    ["schema", "a name without schema", () => ({ headers: { "x-a": "text" } }), ["`headers.x-a`"]],
    [
      "handler-name",
      "a handler with a folder",
      () => ({ handler: "a/b" }),
      ["directly in handlers"],
    ],
    [
      "handler-name",
      "a handler with its ending",
      () => ({ handler: "a.ts" }),
      ["without its ending"],
    ],
  ]),
  ...about(get, [
    ["body-without-use", "a body with GET", () => ({ body: z.string() }), ["`query`", "POST"]],
    [
      "parameter-unknown",
      "params of a route without any",
      () => ({ params: { id: z.string() } }),
      ["the route has none"],
    ],
  ]),
  ...about(usagePlan, [
    [
      "throttle",
      "a burst of 0",
      () => ({ throttle: { rateLimit: 1, burstLimit: 0 } }),
      ["found 0"],
    ],
    ["quota", "a quota of 0", () => ({ quota: { limit: 0, period: "DAY" } }), ["`quota.limit`"]],
    ["quota", "an unknown period", () => ({ quota: { limit: 1, period: "YEAR" } }), ['"YEAR"']],
    ["field-missing", "no period", () => ({ quota: { limit: 1 } }), ["`quota.period` is missing"]],
    [
      "quota-offset",
      "an offset of a day",
      () => ({ quota: { limit: 9, period: "DAY", offset: 1 } }),
      ["0 for a DAY", "found 1"],
    ],
    [
      "quota-offset",
      "an offset past a week",
      () => ({ quota: { limit: 9, period: "WEEK", offset: 7 } }),
      ["0 to 6", "found 7"],
    ],
    [
      "quota-offset",
      "an offset past a month",
      () => ({ quota: { limit: 9, period: "MONTH", offset: 28 } }),
      ["0 to 27"],
    ],
    [
      "quota-offset",
      "an offset below 0",
      () => ({ quota: { limit: 9, period: "MONTH", offset: -1 } }),
      ["found -1"],
    ],
    [
      "covered-stage",
      "an id that no API has",
      () => ({ alsoCovers: [{ apiId: "mine", stage: "dev" }] }),
      ["`alsoCovers[0].apiId`", "ten small letters"],
    ],
    [
      "covered-stage",
      "a stage with a slash",
      () => ({ alsoCovers: [{ apiId: "abcdefghij", stage: "/dev" }] }),
      ["`alsoCovers[0].stage`"],
    ],
  ]),
  ...[[], [0], [1.5], [2, 1], [1, 1], 1].map((versions): ProblemCase => {
    const plan = usagePlan({});
    return {
      code: "key-versions",
      title: `versions ${JSON.stringify(versions)}`,
      spec: () => ({ ...rest(), plan, it: apiKey({ plan, versions: loose(versions) }) }),
      where: "it",
      words: ["oldest first", JSON.stringify(versions)],
    };
  }),
];
