/** What is wrong with a value, without the value. */
export interface Issue {
  readonly path: readonly PropertyKey[];
  readonly code?: string | undefined;
  readonly message: string;
}

type Parsed =
  { success: true; data: unknown } | { success: false; error: { issues: readonly Issue[] } };

/** The one method of a zod schema that runs in a function; `zod` and `zod/mini` both have it. */
export interface RunningSchema {
  safeParseAsync(value: unknown): Promise<Parsed>;
}

/** The schemas of a row's request. */
export interface RequestSchemas {
  readonly params?: Readonly<Record<string, RunningSchema>> | undefined;
  readonly query?: Readonly<Record<string, RunningSchema>> | undefined;
  readonly headers?: Readonly<Record<string, RunningSchema>> | undefined;
  readonly body?: RunningSchema | undefined;
}

/** A parameter's value, or why there is none. */
export type ParameterResult =
  | { outcome: "parsed"; value: unknown }
  | { outcome: "missing" | "invalid"; issues: readonly Issue[] };

/**
 * Parses a parameter that may be sent several times: the last value where the schema takes it, as API
 * Gateway's single map has it, else all of them as a list.
 */
export async function parseParameter(
  schema: RunningSchema,
  values: readonly unknown[],
): Promise<ParameterResult> {
  const last = values.at(-1);
  // API Gateway takes a blank query parameter or header for a missing one where it is required.
  if (last === undefined || last === "") {
    const none = await schema.safeParseAsync(undefined);
    if (!none.success) return { outcome: "missing", issues: none.error.issues };
    if (last === undefined) return { outcome: "parsed", value: none.data };
  }
  const single = await schema.safeParseAsync(last);
  if (single.success) return { outcome: "parsed", value: single.data };
  const list = await schema.safeParseAsync(values);
  if (list.success) return { outcome: "parsed", value: list.data };
  const { issues } = single.error;
  const wantsList = issues.some(({ path, message }) => path.length === 0 && /array/.test(message));
  return { outcome: "invalid", issues: wantsList ? list.error.issues : issues };
}
