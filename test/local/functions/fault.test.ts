import assert from "node:assert/strict";
import path from "node:path";
import { describeFault } from "../../../src/local/functions/fault";

describe("describeFault", () => {
  const project = path.join(__dirname, "../../..");
  const frame = (file: string) => `    at run (${path.join(project, file)}:3:7)`;
  const thrown = (...files: string[]) =>
    describeFault(
      "getStock",
      {
        errorType: "Error",
        errorMessage: "no soup",
        trace: ["Error: no soup", ...files.map(frame)],
      },
      project,
    );

  it("names the places of the handler, not of what is wrapped around it", () =>
    assert.equal(
      thrown("handlers/data/soup.ts", "handlers/get-stock.ts", "src/entry/endpoint.ts"),
      "getStock: threw Error: no soup, at handlers/data/soup.ts:3:7\n    from handlers/get-stock.ts:3:7",
    ));
  it("names no place where only the wrapping was at work", () =>
    assert.equal(
      thrown("src/client/reply.ts", "src/entry/endpoint.ts"),
      "getStock: threw Error: no soup",
    ));
});
