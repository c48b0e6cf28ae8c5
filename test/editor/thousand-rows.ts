/** How many rows the generated table has. */
export const rowCount = 1000;

const fileCount = 5;
const rowsPerFile = rowCount / fileCount;

const shared = `import { apiKey, lambdaAuthorizer, usagePlan, userPool } from "../../../src/spec";
export const plans = { free: usagePlan({}), paid: usagePlan({}) };
export const website = apiKey({ plan: plans.paid });
export const people = userPool({ signUp: "anyone", scopes: ["orders/write"] });
export const partners = lambdaAuthorizer({
  type: "token",
  identitySource: "header:Authorization",
  cacheSeconds: 0,
});
`;

/** A row of one of the five access words; some have schemas, some call the row above. */
function row(i: number): string {
  const above = i % rowsPerFile > 0 ? `row${i - 1}` : "";
  const options = [
    `access: "public", calls: [${above}], key: website`,
    `access: "apiKey", plans: [plans.free, plans.paid], response: z.object({ a${i}: z.string() })`,
    `access: "iam", plans: [plans.paid], calls: [${above}]`,
    `access: "cognito", userPool: people, body: z.object({ id: z.string(), b${i}: z.int() })`,
    `access: "custom", authorizer: partners, params: { id: z.string() }`,
  ][i % 5];
  return `export const row${i} = endpoint("POST /things${i}/{id}", { ${options} });`;
}

/** A table of 1,000 rows in five files, by the files' names. */
export function thousandRows(): Map<string, string> {
  const files = new Map([["shared.ts", shared]]);
  for (let file = 0; file < fileCount; file++) {
    const rows = Array.from({ length: rowsPerFile }, (_, i) => row(file * rowsPerFile + i));
    files.set(
      `rows-${file}.ts`,
      `import { z } from "zod";
import { endpoint } from "../../../src/spec";
import { partners, people, plans, website } from "./shared";
${rows.join("\n")}
`,
    );
  }
  return files;
}

/** The same files with their imports and without their rows, to know what the rows cost. */
export function withoutRows(files: Map<string, string>): Map<string, string> {
  return new Map(
    [...files].map(([name, text]) => [
      name,
      name === "shared.ts"
        ? text
        : text.replace(
            /^export const row[^]*$/m,
            `export const used = [z, endpoint, partners, people, plans, website];\n`,
          ),
    ]),
  );
}
