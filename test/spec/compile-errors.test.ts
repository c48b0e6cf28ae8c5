import assert from "node:assert/strict";
import { errorsOf, open, type EditorError } from "../editor/language-service";
import { clientErrors } from "./errors/client";
import { fieldErrors } from "./errors/fields";
import { programErrors } from "./errors/program";
import { routeErrors } from "./errors/routes";
import { rightCode } from "./right-code";
import { imports, table } from "./table";

const fileOf = (name: string, before: string, code: string) =>
  open(name, `${imports}${before}\nexport const it = ${code};\n`);
const client = `import { authorize, deny, html, implement } from "../../../src/client";
export const usedToo = [authorize, deny, html, implement];`;

const program = `import type { SecuredApiOptions } from "../../../src/pulumi";
const options = (given: SecuredApiOptions<typeof table>) => given;
export const usedToo = options;`;

describe("The compiler", () => {
  open("table.ts", table);
  const cases = [
    ...[...fieldErrors, ...routeErrors].map((one) => ({ one, before: "" })),
    ...clientErrors.map((one) => ({ one, before: client })),
    ...programErrors.map((one) => ({ one, before: program })),
  ].map(({ one, before }, i) => ({ ...one, path: fileOf(`error-${i}.ts`, before, one.source) }));
  const right = rightCode.map(([title, source], i) => ({
    title,
    path: fileOf(`right-${i}.ts`, client, source),
  }));

  for (const { title, path, code, place, words } of cases) {
    it(`refuses ${title}`, () => {
      const [error, ...others] = errorsOf(path);
      assert.ok(error, "it compiles");
      assert.deepEqual(others.map(text), [], `${text(error)}\n… and more`);
      assert.equal(error.place, place, text(error));
      assert.equal(error.code, code, text(error));
      for (const word of words) assert.ok(error.message.includes(word), text(error));
    });
  }

  for (const { title, path } of right) {
    it(`takes ${title}`, () => assert.deepEqual(errorsOf(path).map(text), []));
  }
});

function text({ code, place, message }: EditorError): string {
  return `TS${code} on ${place}: ${message}`;
}
