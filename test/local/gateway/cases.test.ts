import { readdirSync } from "node:fs";
import { join } from "node:path";
import { runCases } from "./run-cases";

describe("createGateway answers as API Gateway does", () => {
  for (const file of readdirSync(join(__dirname, "../..", "cases", "gateway")).sort()) {
    if (file.endsWith(".json")) runCases(file);
  }
});
