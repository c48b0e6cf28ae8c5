import type { Access } from "../spec";

/** How a callee is called, as the component has written it into the environment. */
export interface Callee {
  readonly access: Access;
  /** Whether it asks for an API key. */
  readonly key?: boolean;
  /** The identity sources of its authorizer. */
  readonly sources?: readonly string[];
}

/** Keys that sign a request. */
export interface SigningKeys {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
}

/** A variable of the environment; throws where it is not set. */
export function variable(name: string, row: string): string {
  const value = process.env[name];
  if (value !== undefined && value !== "") return value;
  throw new Error(
    `${row}: ${name} is not set in the function's environment, and the row calls or invokes others. Deploy the function again: SecuredApi sets it from the row's calls, invokes and key.`,
  );
}

/** How the row's function reaches a callee. */
export function calleeOf(name: string, row: string): Callee {
  return entryOf<Callee>({ in: "GATEHOUSE_CALLS", field: "calls" }, name, row);
}

/** The function of a row that this one may invoke: `"<function name>:direct"`. */
export function invokedFunction(name: string, row: string): string {
  return entryOf<string>({ in: "GATEHOUSE_INVOKES", field: "invokes" }, name, row);
}

function entryOf<Entry>(place: { in: string; field: string }, name: string, row: string): Entry {
  const entries = JSON.parse(variable(place.in, row)) as Record<string, Entry>;
  const entry = Object.hasOwn(entries, name) ? entries[name] : undefined;
  if (entry !== undefined) return entry;
  throw new Error(
    `${row}: ${name} is not in ${place.in}, which names ${Object.keys(entries).sort().join(", ") || "no row"}. Add ${name} to the row's ${place.field} and deploy.`,
  );
}

/**
 * The keys of the function's role. On the laptop they stand under other names, so that a function
 * may use other AWS credentials beside them.
 */
export function signingKeys(row: string): SigningKeys {
  const prefix = process.env["GATEHOUSE_ACCESS_KEY_ID"] === undefined ? "AWS" : "GATEHOUSE";
  const accessKeyId = process.env[`${prefix}_ACCESS_KEY_ID`];
  const secretAccessKey = process.env[`${prefix}_SECRET_ACCESS_KEY`];
  const sessionToken = process.env[`${prefix}_SESSION_TOKEN`];
  if (!accessKeyId || !secretAccessKey) {
    throw new Error(
      `${row}: a call must be signed, and the environment holds no ${prefix}_ACCESS_KEY_ID and ${prefix}_SECRET_ACCESS_KEY, which Lambda sets from the function's role.`,
    );
  }
  return { accessKeyId, secretAccessKey, ...(sessionToken ? { sessionToken } : {}) };
}
