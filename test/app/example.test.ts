import assert from "node:assert/strict";
import { type Answer, ask, type Call, machineToken, signed, signUpAndIn } from "./calls";
import type { LocalJson } from "../../src/local/start/local-json";
import { type Running, startGateway } from "./running";

const search = { method: "POST", path: "/restaurants/search", body: { theme: "cartoon" } };
const order = { method: "PUT", path: "/orders", body: { restaurant: "shoney", portions: 2 } };
const me = { method: "PUT", path: "/me", body: { name: "  Ada " } };
const reservation = { method: "POST", path: "/stock/shoney/reservations", body: { portions: 1 } };

const forbidden = '{"message":"Forbidden"}';
const unauthorized = '{"message":"Unauthorized"}';
const noToken = '{"message":"Missing Authentication Token"}';
const notAllowed =
  /^\{"Message":"User: arn:aws:sts::\d{12}:assumed-role\/.+ is not authorized to perform: execute-api:Invoke on resource: arn:aws:execute-api:[^:]+:\*{8}\d{4}:/;

interface Tokens {
  id: string;
  access: string;
  machine: string;
}

const key =
  (name: string, version = 0) =>
  (local: LocalJson) => ({ "x-api-key": local.apiKeys[name]![version]!.value });
const role = (name: string, call: Call) => (local: LocalJson) =>
  signed(local, call, local.roles[name]!);
const bearer = (name: keyof Tokens) => (_: LocalJson, tokens: Tokens) => ({
  Authorization: tokens[name],
});

const rows: [
  title: string,
  call: Call,
  headers: (local: LocalJson, tokens: Tokens) => Record<string, string>,
  status: number,
  body: string | RegExp,
][] = [
  ["the front page, by anyone", { path: "/" }, () => ({}), 200, /Fangtasia/],
  ["restaurants without a key", { path: "/restaurants" }, () => ({}), 403, forbidden],
  [
    "restaurants with a wrong key",
    { path: "/restaurants" },
    () => ({ "x-api-key": "x".repeat(40) }),
    403,
    forbidden,
  ],
  [
    "restaurants with the free key",
    { path: "/restaurants" },
    key("freeKey"),
    200,
    /"pizza-planet"/,
  ],
  [
    "restaurants with the paid key",
    { path: "/restaurants" },
    key("paidKey"),
    200,
    /"pizza-planet"/,
  ],
  [
    "restaurants with the first version of the website's key",
    { path: "/restaurants" },
    key("website", 0),
    200,
    /"pizza-planet"/,
  ],
  [
    "restaurants with the second version of the website's key",
    { path: "/restaurants" },
    key("website", 1),
    200,
    /"pizza-planet"/,
  ],
  ["trends with the paid key", { path: "/restaurants/trends" }, key("paidKey"), 200, /"cartoon"/],
  [
    "trends with the free key: refused by the entry",
    { path: "/restaurants/trends" },
    key("freeKey"),
    403,
    forbidden,
  ],
  ["search without a token", search, () => ({}), 401, unauthorized],
  ["search with nonsense", search, () => ({ Authorization: "Bearer nonsense" }), 401, unauthorized],
  ["search with an ID token", search, bearer("id"), 200, /"shoney"/],
  [
    "search with a Bearer ID token",
    search,
    (_, { id }) => ({ Authorization: `Bearer ${id}` }),
    200,
    /"shoney"/,
  ],
  ["search with an access token", search, bearer("access"), 401, unauthorized],
  [
    "search with a body that zod refuses",
    { ...search, body: { theme: "" } },
    bearer("id"),
    400,
    '{"message": "Invalid request body"}',
  ],
  [
    "search without a body",
    { method: "POST", path: "/restaurants/search" },
    bearer("id"),
    400,
    '{"message": "Invalid request body"}',
  ],
  ["stock unsigned", { path: "/stock/shoney" }, () => ({}), 403, noToken],
  [
    "stock signed by billing",
    { path: "/stock/shoney" },
    role("billing", { path: "/stock/shoney" }),
    200,
    '{"restaurant":"shoney","portions":80}',
  ],
  [
    "stock signed by the diners' role",
    { path: "/stock/shoney" },
    role("diners", { path: "/stock/shoney" }),
    200,
    '{"restaurant":"shoney","portions":80}',
  ],
  [
    "stock signed by the function that places orders",
    { path: "/stock/shoney" },
    role("putOrders", { path: "/stock/shoney" }),
    200,
    /80/,
  ],
  [
    "stock signed by a function that may not",
    { path: "/stock/shoney" },
    role("getDeals", { path: "/stock/shoney" }),
    403,
    notAllowed,
  ],
  [
    "stock signed for another path",
    { path: "/stock/fangtasia" },
    role("billing", { path: "/stock/shoney" }),
    403,
    /signature we calculated does not match/,
  ],
  ["a reservation signed by billing", reservation, role("billing", reservation), 403, notAllowed],
  [
    "a reservation signed by the one that only invokes it",
    reservation,
    role("putOrders", reservation),
    403,
    notAllowed,
  ],
  [
    "costs signed, without a key",
    { path: "/costs/shoney" },
    role("billing", { path: "/costs/shoney" }),
    403,
    forbidden,
  ],
  ["costs with a key, unsigned", { path: "/costs/shoney" }, key("paidKey"), 403, noToken],
  [
    "costs signed and with the paid key",
    { path: "/costs/shoney" },
    (local) => ({ ...role("billing", { path: "/costs/shoney" })(local), ...key("paidKey")(local) }),
    200,
    '{"restaurant":"shoney","euros":320}',
  ],
  [
    "costs signed and with the free key: refused by the entry",
    { path: "/costs/shoney" },
    (local) => ({ ...role("billing", { path: "/costs/shoney" })(local), ...key("freeKey")(local) }),
    403,
    forbidden,
  ],
  [
    "costs signed by the diners, with a key",
    { path: "/costs/shoney" },
    (local) => ({ ...role("diners", { path: "/costs/shoney" })(local), ...key("paidKey")(local) }),
    403,
    notAllowed,
  ],
  ["deals without a token", { path: "/deals" }, () => ({}), 401, unauthorized],
  [
    "deals with a stranger's token",
    { path: "/deals" },
    () => ({ Authorization: "stranger" }),
    403,
    /explicit deny/,
  ],
  [
    "deals as a silver partner",
    { path: "/deals" },
    () => ({ Authorization: "silver-partner-token" }),
    200,
    /^(?!.*gold).*silver/,
  ],
  [
    "deals as a gold partner",
    { path: "/deals" },
    () => ({ Authorization: "gold-partner-token" }),
    200,
    /gold/,
  ],
  ["my profile with the access token of a sign-in", me, bearer("access"), 200, '{"name":"Ada"}'],
  ["my profile with an ID token", me, bearer("id"), 401, unauthorized],
  ["my profile with a machine's token", me, bearer("machine"), 401, unauthorized],
  [
    "an order with a machine's token",
    order,
    bearer("machine"),
    200,
    /"restaurant":"shoney","portions":2,"id":"[-0-9a-f]{36}","left":78/,
  ],
  ["an order with the access token of a sign-in", order, bearer("access"), 401, unauthorized],
  ["an order with an ID token", order, bearer("id"), 401, unauthorized],
  [
    "an order at a place that does not exist",
    { ...order, body: { restaurant: "x", portions: 1 } },
    bearer("machine"),
    404,
    '{"message":"No restaurant x"}',
  ],
  [
    "an order of too much",
    { ...order, body: { restaurant: "fancy-eats", portions: 50 } },
    bearer("machine"),
    409,
    /Too few/,
  ],
  ["no such path", { path: "/nothing" }, () => ({}), 403, noToken],
  ["another verb", { method: "DELETE", path: "/restaurants" }, () => ({}), 403, noToken],
];

describe("the restaurants app on the laptop", function () {
  this.timeout(300_000);
  let running: Running;
  let tokens: Tokens;

  before(async () => {
    running = await startGateway();
    const { idToken, accessToken } = await signUpAndIn(running.local, "ada@example.com");
    tokens = { id: idToken, access: accessToken, machine: await machineToken(running.local) };
  });
  after(() => running?.stop());

  for (const [title, call, headers, status, body] of rows) {
    it(`answers ${status} to ${title}`, async () => {
      const answer: Answer = await ask(running.local, {
        ...call,
        headers: headers(running.local, tokens),
      });
      const got = `${answer.status} ${answer.text}`;
      assert.equal(answer.status, status, got);
      if (typeof body === "string") assert.equal(answer.text, body);
      else assert.match(answer.text, body);
    });
  }

  it("never prints a key, a token or a password", () => {
    const secrets = [
      ...Object.values(running.local.apiKeys).flatMap((versions) =>
        versions.map(({ value }) => value),
      ),
      ...Object.values(running.local.roles).flatMap(({ secretAccessKey, sessionToken }) => [
        secretAccessKey,
        sessionToken,
      ]),
      running.local.userPools["customers"]!.scopesClient!.secret,
      ...Object.values(tokens),
      "Correct-horse-1",
      "gold-partner-token",
    ];
    const output = running.output();
    for (const secret of secrets)
      assert.ok(!output.includes(secret), `printed: ${secret.slice(0, 8)}…`);
  });
});
