import fs from "node:fs";
import { z } from "zod";
import type { ApiKeyDefinition } from "../../graph/deployed";
import type { AuthorizerDefinition } from "../../openapi/read/definitions";
import { unavailable, type AuthorizerProof, type Unavailable } from "./proofs";

const texts = z.record(z.string(), z.string());
const answer = z.strictObject({ headers: texts.default({}), query: texts.default({}) });

const schema = z.strictObject({
  keys: texts.default({}),
  tokens: texts.default({}),
  users: z
    .record(
      z.string(),
      z
        .strictObject({
          accessKeyId: z.string(),
          secretAccessKey: z.string(),
          sessionToken: z.string().optional(),
        })
        .transform(({ sessionToken, ...keys }) => ({
          ...keys,
          ...(sessionToken !== undefined && { sessionToken }),
        })),
    )
    .default({}),
  authorizers: z
    .record(z.string(), z.strictObject({ yes: answer.optional(), no: answer.optional() }))
    .default({}),
});

/** Credentials that a person gave by `--proofs`. */
export type GivenProofs = z.output<typeof schema>;

/** None. */
export const noProofs: GivenProofs = { keys: {}, tokens: {}, users: {}, authorizers: {} };

type Environment = Readonly<Record<string, string | undefined>>;

function filledIn(value: unknown, env: Environment, missing: Set<string>): unknown {
  if (typeof value === "string")
    return value.replace(/\$\{(\w+)\}/g, (_whole, name: string) => {
      if (env[name] === undefined) missing.add(name);
      return env[name] ?? "";
    });
  if (Array.isArray(value)) return value.map((one) => filledIn(one, env, missing));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name, filledIn(one, env, missing)]),
  );
}

/** Reads the file; a list says all that is wrong with it, without repeating what stands in it. */
export function readProofs(file: string, env: Environment): GivenProofs | readonly string[] {
  let data: unknown;
  try {
    data = JSON.parse(fs.readFileSync(file, "utf8"));
  } catch (error) {
    const why = error instanceof SyntaxError ? "it is no JSON" : (error as Error).message;
    return [`--proofs ${file}: ${why}.`];
  }
  const missing = new Set<string>();
  const read = schema.safeParse(filledIn(data, env, missing));
  const unset = [...missing].map((name) => `--proofs ${file}: the variable ${name} is not set.`);
  if (read.success) return unset.length > 0 ? unset : read.data;
  const wrong = read.error.issues.map(
    ({ path, code, message }) =>
      `--proofs ${file}: ${path.join(".") || "the whole"}: ${code === "unrecognized_keys" ? message : "expected as npm run verify -- --help shows it"}.`,
  );
  return [...unset, ...wrong];
}

/** A key's value among those given, by its Pulumi name, or by its group and version. */
export function givenKey(given: GivenProofs, key: ApiKeyDefinition): string | undefined {
  const { name, group, version } = key;
  return (
    given.keys[`${group ?? name}@${version ?? 1}`] ?? given.keys[name] ?? given.keys[group ?? name]
  );
}

/** A token among those given: `customers`, `customers+orders/write`. */
export function givenToken(
  given: GivenProofs,
  { pool, client, scope }: { pool: string; client?: string; scope?: string },
): string | undefined {
  if (scope !== undefined) return given.tokens[`${pool}+${scope}`];
  return given.tokens[`${pool} of client ${client}`] ?? given.tokens[pool];
}

/** What makes an authorizer say yes or no; for a no without an answer given, something made up. */
export function authorizerProof(
  given: GivenProofs,
  authorizer: AuthorizerDefinition | undefined,
  answer: "yes" | "no",
): AuthorizerProof | Unavailable {
  const found = given.authorizers[authorizer?.name ?? ""]?.[answer];
  if (found) return found;
  if (answer === "yes")
    return unavailable(
      "only its code knows which callers it allows: give what it takes by --proofs",
    );
  const made = (place: "header" | "querystring") =>
    Object.fromEntries(
      (authorizer?.identitySource ?? []).flatMap((source) => {
        const [, where, name] = /^method\.request\.(header|querystring)\.(.+)$/.exec(source) ?? [];
        return where === place && name !== undefined ? [[name, "no-such-credential"]] : [];
      }),
    );
  return { headers: made("header"), query: made("querystring") };
}
