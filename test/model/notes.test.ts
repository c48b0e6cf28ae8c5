import assert from "node:assert/strict";
import { buildModel } from "../../src/model";
import {
  apiKey,
  caller,
  endpoint,
  identityPool,
  lambdaAuthorizer,
  trigger,
  usagePlan,
  userPool,
  type Endpoint,
} from "../../src/spec";

const notesOf = (spec: Record<string, unknown>) =>
  buildModel(spec, { api: "shop", stack: "dev" }).notes;
const open = { access: "public" } as const;

describe("notes of a model", () => {
  const getIndex = endpoint("GET /", open);

  it("say that a role gives no right to a row that is not iam", () => {
    const people = userPool({ signUp: "anyone" });
    const notes = notesOf({
      getIndex,
      people,
      billing: caller({ assumedBy: "states.amazonaws.com", calls: [getIndex] }),
      diners: identityPool({ userPool: people, calls: [], guestCalls: [getIndex] }),
    });
    assert.equal(notes.length, 2);
    assert.match(notes[0] ?? "", /^billing: `calls` names getIndex, whose access is "public"/);
    assert.match(notes[1] ?? "", /^diners: `guestCalls` names getIndex/);
  });

  it("say that a long policy is split", () => {
    const rows = Object.fromEntries(
      Array.from({ length: 100 }, (_, i) => [
        `row${i}`,
        endpoint(`GET /${"long".repeat(8)}${i}`, { access: "iam" }),
      ]),
    );
    const notes = notesOf({
      ...rows,
      getIndex: endpoint("GET /", { ...open, calls: Object.values(rows) as Endpoint[] }),
    });
    assert.match(notes.join("\n"), /^getIndex \(GET \/\): its role's policy takes about \d+/);
  });

  it("name authorizers, triggers and keys that nothing uses", () => {
    const plan = usagePlan({});
    const website = apiKey({ plan });
    const notes = notesOf({
      plan,
      website,
      lonely: lambdaAuthorizer({ type: "request", identitySource: [], cacheSeconds: 0 }),
      welcome: trigger(),
      getIndex: endpoint("GET /", { ...open, key: website }),
    });
    assert.deepEqual(
      notes.map((note) => note.split(":")[0]),
      ["lonely", "welcome", "getIndex (GET /)"],
    );
  });

  it("say that a closed OPTIONS row refuses each preflight", () => {
    const notes = notesOf({ options: endpoint("OPTIONS /a", { access: "iam" }) });
    assert.match(notes[0] ?? "", /preflights without credentials/);
  });

  it("are none for rows that call what they may", () => {
    const getStock = endpoint("GET /stock", { access: "iam" });
    assert.deepEqual(
      notesOf({ getStock, getA: endpoint("GET /a", { ...open, calls: [getStock] }) }),
      [],
    );
  });
});
