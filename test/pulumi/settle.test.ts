import assert from "node:assert/strict";
import { readGraph } from "../../src/graph/read/read-graph";
import { toMarkdown } from "../../src/access/report/markdown";
import { reportOf } from "../../src/access/report/report-of";
import { deploy, type Deployed } from "./deploy";

type Place = "settings" | "row" | "plan" | "stack" | "stackRow" | "api" | "defaults" | "functions";

/** A field, where it can be set, from the weakest place to the strongest, and who shows it. */
interface Field {
  places: readonly (readonly [place: Place, source: string, value: unknown])[];
  /** Where nobody says anything. */
  standard: unknown;
  shown: (deployed: Deployed) => Record<string, unknown>;
}

const inputsOf = ({ inputs }: Deployed, type: string, name = "getStock") => inputs(type, name);
const component = (deployed: Deployed) => inputsOf(deployed, "Endpoint", "GET /stock");
const document = (deployed: Deployed) => {
  const body = JSON.parse(inputsOf(deployed, "RestApi", "shop")["body"] as string);
  return body.paths["/stock"];
};
const report = ({ graph }: Deployed) => toMarkdown(reportOf(readGraph(graph)));
/** The first number that a pattern finds in the report. */
const reported = (deployed: Deployed, pattern: RegExp) => {
  const found = pattern.exec(report(deployed))?.[1];
  return found === undefined ? undefined : Number(found);
};
const limits = (rate: number) => `{ rateLimit: ${rate}, burstLimit: ${rate} }`;
const quota = (limit: number) => `{ limit: ${limit}, period: "DAY" }`;

const fields: Readonly<Record<string, Field>> = {
  timeoutSeconds: {
    places: [
      ["defaults", "timeoutSeconds: 25", 25],
      ["row", "timeoutSeconds: 12", 12],
      ["functions", "timeoutSeconds: 14", 14],
    ],
    standard: 10,
    shown: (deployed) => ({
      preview: component(deployed)["timeoutSeconds"],
      document: document(deployed).get["x-amazon-apigateway-integration"].timeoutInMillis / 1000,
      function: inputsOf(deployed, "Function")["timeout"],
    }),
  },
  memoryMegabytes: {
    places: [
      ["defaults", "memoryMegabytes: 512", 512],
      ["row", "memoryMegabytes: 1024", 1024],
      ["functions", "memoryMegabytes: 2048", 2048],
    ],
    standard: 256,
    shown: (deployed) => ({
      preview: component(deployed)["memoryMegabytes"],
      function: inputsOf(deployed, "Function")["memorySize"],
      gateway: readGraph(deployed.graph).functions.find(({ name }) => name === "getStock")
        ?.memoryMegabytes,
    }),
  },
  reservedConcurrency: {
    places: [
      ["defaults", "reservedConcurrency: 5", 5],
      ["functions", "reservedConcurrency: 0", 0],
    ],
    standard: undefined,
    shown: (deployed) => ({
      preview: component(deployed)["reservedConcurrency"],
      function: inputsOf(deployed, "Function")["reservedConcurrentExecutions"],
    }),
  },
  ephemeralStorageMegabytes: {
    places: [
      ["defaults", "ephemeralStorageMegabytes: 1000", 1000],
      ["functions", "ephemeralStorageMegabytes: 2000", 2000],
    ],
    standard: 512,
    shown: (deployed) => ({ function: inputsOf(deployed, "Function")["ephemeralStorage"].size }),
  },
  architecture: {
    places: [
      ["defaults", 'architecture: "x86_64"', "x86_64"],
      ["functions", 'architecture: "arm64"', "arm64"],
    ],
    standard: "arm64",
    shown: (deployed) => ({ function: inputsOf(deployed, "Function")["architectures"][0] }),
  },
  tracing: {
    places: [
      ["stack", "gatehouse:tracing: true", "Active"],
      ["defaults", "tracing: false", "PassThrough"],
      ["functions", "tracing: true", "Active"],
    ],
    standard: "PassThrough",
    shown: (deployed) => ({ function: inputsOf(deployed, "Function")["tracingConfig"].mode }),
  },
  logRetentionDays: {
    places: [
      ["stack", "gatehouse:logRetentionDays: 90", 90],
      ["defaults", "logRetentionDays: 7", 7],
      ["functions", "logRetentionDays: 3", 3],
    ],
    standard: 30,
    shown: (deployed) => ({ function: inputsOf(deployed, "LogGroup")["retentionInDays"] }),
  },
  throttle: {
    places: [
      ["settings", `throttle: ${limits(11)}`, 11],
      ["stack", `gatehouse:throttle: ${limits(13)}`, 13],
      ["row", `throttle: ${limits(17)}`, 17],
      ["stackRow", `gatehouse:throttles: { getStock: ${limits(19)} }`, 19],
    ],
    standard: 100,
    shown: (deployed) => {
      const own = deployed.graph.some(
        ({ type, name }) => type.endsWith(":MethodSettings") && name === "getStock",
      );
      const { settings } = inputsOf(deployed, "MethodSettings", own ? "getStock" : "shop");
      return {
        ...(own && { preview: component(deployed)["throttle"].rateLimit }),
        stage: settings.throttlingRateLimit,
        report: reported(
          deployed,
          own ? /`\S*stock\S*`: (\d+) a second/ : /each method: (\d+) a second/,
        ),
      };
    },
  },
  quota: {
    places: [
      ["plan", `quota: ${quota(23)}`, 23],
      ["stack", `gatehouse:plans: { free: { quota: ${quota(29)} } }`, 29],
    ],
    standard: undefined,
    shown: (deployed) => ({
      plan: inputsOf(deployed, "UsagePlan", "free")["quotaSettings"]?.limit,
      report: reported(deployed, /(\d+) a day/),
    }),
  },
  cors: {
    places: [
      ["settings", 'cors: { origins: ["https://a.example"] }', "https://a.example"],
      ["api", 'cors: { origins: ["https://b.example"] }', "https://b.example"],
      ["row", 'cors: { origins: ["https://c.example"] }', "https://c.example"],
    ],
    standard: undefined,
    shown: (deployed) => ({
      preview: component(deployed)["cors"]?.origins[0],
      document: /https:\/\/\w\.example/.exec(JSON.stringify(document(deployed)))?.[0],
    }),
  },
};

/** No place, each alone, and each two. */
function choices({ places }: Field): (typeof places)[] {
  const pairs = places.flatMap((one, i) => places.slice(i + 1).map((other) => [one, other]));
  return [[], ...places.map((one) => [one]), ...pairs];
}

function deployment(chosen: Field["places"]) {
  const at = (place: Place) => chosen.filter(([where]) => where === place).map(([, text]) => text);
  const list = (place: Place) => at(place).join(", ");
  return {
    spec: `
      export const free = usagePlan({ ${list("plan")} });
      export const settings = apiSettings({ ${list("settings")} });
      export const getStock = endpoint("GET /stock", { access: "public", ${list("row")} });
      export const getOther = endpoint("GET /other", { access: "public" });`,
    options: `{ ${[
      ...at("api"),
      `defaults: { ${list("defaults")} }`,
      `functions: { getStock: { ${list("functions")} } }`,
    ].join(", ")} }`,
    config: [...at("stack"), ...at("stackRow")].map((line) => `  ${line}\n`).join(""),
  };
}

describe("a number that can be set in several places", function () {
  this.timeout(300_000);
  const count = Math.max(...Object.values(fields).map((field) => choices(field).length));

  for (const round of Array.from({ length: count }, (_, index) => index)) {
    const chosen = Object.entries(fields).flatMap(([name, field]) => {
      const places = choices(field)[round];
      return places ? [{ name, field, places }] : [];
    });
    const title = chosen.map(
      ({ name, places }) => `${name} (${places.map(([place]) => place).join(" < ") || "nowhere"})`,
    );
    it(`is one for all who show it: ${title.join(", ")}`, async () => {
      const deployed = await deploy(deployment(chosen.flatMap(({ places }) => places)));
      for (const { name, field, places } of chosen) {
        const expected = places.at(-1)?.[2] ?? field.standard;
        const shown = field.shown(deployed);
        assert.deepEqual(
          shown,
          Object.fromEntries(Object.keys(shown).map((where) => [where, expected])),
          name,
        );
      }
    });
  }
});
