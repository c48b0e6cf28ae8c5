import assert from "node:assert/strict";
import { checkText } from "../../../src/access/notes/check-text";
import { checksOf } from "../../../src/access/notes/checks-of";
import { definitionOf } from "../../graph/graphs";
import { brief } from "./case";

/** Programs that did not use our table, and what is said of them; ` *` marks what would end a preview. */
const graphs: Record<string, string[]> = {
  "open-api-body": [
    "GH001 GET /metered",
    "GH001 GET /stock/{restaurant}",
    "GH005 diners",
    "GH006 customers",
    "GH007 GET /restaurants",
    "GH013 customers",
    "GH020 shop/dev",
    "GH036 GET /restaurants",
  ],
  "single-resources": [
    "GH016 POST /orders (api/live)",
    "GH020 api/live",
    "GH020 other/live",
    "GH028 api/live",
    "GH028 other/live",
  ],
  "swagger-export": [
    "GH001 ANY /files/{proxy+}",
    "GH001 POST /pets",
    "GH016 POST /pets",
    "GH028 old/prod",
  ],
  unknowns: ["GH009 half"],
};

describe("checksOf, given a program of others", () => {
  for (const [name, expected] of Object.entries(graphs))
    it(`finds in ${name} what is weak`, () => {
      assert.deepEqual(brief(checksOf(definitionOf(name))), expected);
    });

  for (const name of ["foreign-apis", "foreign-resources"])
    it(`says of ${name} each thing on one line, with what to do`, () => {
      const checks = checksOf(definitionOf(name));
      assert.ok(checks.length > 10);
      for (const check of checks) {
        assert.match(checkText(check), /^GH0\d\d .+: .+\. .+\.$/);
        assert.doesNotMatch(checkText(check), /[\n`]|undefined/);
      }
    });
});
