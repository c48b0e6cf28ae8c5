import { contextKey } from "../../iam/context-keys";
import { evaluate } from "../../iam/evaluate";
import type { Policies } from "../../iam/execute-api";
import { listOf, type AccessRequest, type Statement } from "../../iam/language/policy";

/** A statement that would allow a request but for one of its elements. */
export interface NearMiss {
  /** `DeclaredCalls`, or `policy 1, statement 2`. */
  name: string;
  statement: Statement;
  but: "Condition" | "Principal";
}

/** The first Allow that only its Condition or its Principal keeps from allowing a request. */
export function nearMiss(policies: Policies, request: AccessRequest): NearMiss | undefined {
  const known = policies.flatMap((policy, number) =>
    policy === "unknown" ? [] : [{ policy, number }],
  );
  for (const but of ["Condition", "Principal"] as const) {
    for (const { policy, number } of known) {
      for (const [index, statement] of listOf(policy.Statement).entries()) {
        if (statement.Effect !== "Allow" || !(but in statement || `Not${but}` in statement))
          continue;
        const wider = { ...policy, Statement: without(statement, but) };
        if (evaluate([wider], request).result !== "allowed") continue;
        const name = statement.Sid ?? `policy ${number + 1}, statement ${index + 1}`;
        return { name, statement, but };
      }
    }
  }
  return undefined;
}

function without(statement: Statement, element: NearMiss["but"]): Statement {
  const { Condition, Principal: _principal, NotPrincipal: _notPrincipal, ...rest } = statement;
  if (element === "Condition") {
    const { Condition: _condition, ...unconditional } = statement;
    return unconditional;
  }
  return { ...rest, Principal: "*", ...(Condition ? { Condition } : {}) };
}

/** What the keys of a condition are in a request: `aws:SourceIp is 127.0.0.1`. */
export function valuesOfKeys(statement: Statement, { context }: AccessRequest): string {
  const values = new Map(
    Object.entries(context).map(([name, value]) => [name.toLowerCase(), value]),
  );
  const keys = Object.values(statement.Condition ?? {}).flatMap((keyed) => Object.keys(keyed));
  return [...new Set(keys)]
    .map((key) => {
      const value = values.get(key.toLowerCase());
      if (value === undefined) return `${key} is absent`;
      return contextKey(key)?.header !== undefined
        ? `${key} is another`
        : `${key} is ${listOf(value).join(", ")}`;
    })
    .join(", ");
}
