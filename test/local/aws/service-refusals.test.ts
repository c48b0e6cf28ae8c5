import { graphDefinition } from "./definition";
import { runHttpCases } from "./http-cases";

const apiKeys = ["key1", "key2"].map((id) => ({ name: id, id, value: id, enabled: true }));
const usagePlans = [
  {
    ...{ name: "plan1", id: "plan1", stages: [], keyIds: ["key1"] },
    quota: { limit: 10, offset: 0, period: "DAY" as const },
  },
  { name: "plan2", id: "plan2", stages: [], keyIds: ["key2"] },
];

runHttpCases("service-refusals.json", () => graphDefinition({ apiKeys, usagePlans }));
