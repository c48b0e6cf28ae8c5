import type { RunningSchema } from "./schemas";

type Written = Record<string, string | number | boolean>;

/**
 * The context that an authorizer hands on, checked as the handlers behind it will read it: as text, since
 * API Gateway hands values over so. Messages name the value, and never show it.
 */
export async function checkContext(
  entry: { name: string; context?: Readonly<Record<string, RunningSchema>> | undefined },
  context: Readonly<Record<string, unknown>>,
): Promise<Written> {
  const written: Written = {};
  for (const [name, value] of Object.entries(context)) {
    if (value === undefined || value === null) continue;
    if (!["string", "number", "boolean"].includes(typeof value)) {
      throw new Error(
        `${entry.name}: the context value ${name} is ${Array.isArray(value) ? "a list" : typeof value}, expected text, a number or a boolean, the only ones that API Gateway takes.`,
      );
    }
    if (entry.context === undefined || !Object.hasOwn(entry.context, name)) {
      throw new Error(
        `${entry.name}: the context value ${name} is not in the authorizer's context. Add it there.`,
      );
    }
    written[name] = value as string | number | boolean;
  }
  for (const [name, schema] of Object.entries(entry.context ?? {})) {
    const value = Object.hasOwn(written, name) ? String(written[name]) : undefined;
    const result = await schema.safeParseAsync(value);
    if (result.success) continue;
    throw new Error(
      `${entry.name}: the context value ${name} is ${value === undefined ? "missing" : "refused by its schema"}: ${result.error.issues[0]?.message ?? ""}. API Gateway hands values over as text.`,
    );
  }
  return written;
}
