import type {
  Credential,
  Credentials,
  DecisionRecord,
  Functions,
  Identity,
  Invocation,
  InvocationResult,
  Log,
  Store,
  Table,
  Tokens,
  TokenVerdict,
} from "../../../src/local/start/services";
import { contextOf } from "../../../src/local/identities/identity";
import type { ShortFunction } from "./expand-graph";

/** A key of a case file. */
export interface ShortCredential {
  secret: string;
  sessionToken?: string;
  expiresAt?: number;
  arn?: string;
  /** Of a session: its role. */
  roleArn?: string;
  userId?: string;
  accountId?: string;
  /** Condition keys beside those that API Gateway knows by itself. */
  context?: Record<string, string>;
  policies?: Identity["policies"];
  boundaries?: Identity["boundaries"];
  cognito?: Identity["cognito"];
}

const never = (): never => {
  throw new Error("not asked for in these tests");
};

/** Access keys of a case file. */
export function fakeCredentials(keys: Record<string, ShortCredential>): Credentials {
  const find = (accessKeyId: string): Credential | undefined => {
    const key = Object.hasOwn(keys, accessKeyId) ? keys[accessKeyId] : undefined;
    if (!key) return undefined;
    const accountId = key.accountId ?? "123456789012";
    const arn = key.arn ?? `arn:aws:iam::${accountId}:user/alice`;
    const userId = key.userId ?? "AIDAEXAMPLE";
    const signed =
      key.roleArn || key.cognito
        ? ({ type: "AssumedRole" } as const)
        : ({ type: "User", userName: arn.slice(arn.lastIndexOf("/") + 1) } as const);
    return {
      secretAccessKey: key.secret,
      ...(key.sessionToken === undefined ? {} : { sessionToken: key.sessionToken }),
      ...(key.expiresAt === undefined ? {} : { expiresAt: key.expiresAt }),
      identity: {
        accessKeyId,
        arn,
        accountId,
        userId,
        principal: { arn, accountId, ...(key.roleArn ? { roleArn: key.roleArn } : {}) },
        context: {
          ...contextOf({
            ...{ arn, accountId, of: { userId, ...signed } },
            ...(key.roleArn && { roleArn: key.roleArn }),
            ...(key.cognito && { cognito: key.cognito }),
          }),
          ...key.context,
        },
        policies: key.policies ?? [],
        boundaries: key.boundaries ?? [],
        ...(key.cognito ? { cognito: key.cognito } : {}),
      },
    };
  };
  return {
    find,
    assume: never,
    userSession: never,
    admin: never,
    load: () => undefined,
    close: async () => undefined,
  };
}

/** Tokens of a case file, by their text. */
export function fakeTokens(tokens: Record<string, TokenVerdict>): Tokens & { asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    verify: (token) => {
      asked.push(token);
      const verdict = Object.hasOwn(tokens, token) ? tokens[token] : undefined;
      return verdict ?? { valid: false, expired: false, because: "no token of a pool" };
    },
  };
}

/** Functions that answer what the case says; without a say they answer with their event. */
export function fakeFunctions(
  functions: Record<string, ShortFunction>,
): Functions & { invocations: Invocation[] } {
  const invocations: Invocation[] = [];
  const answer = (invocation: Invocation): InvocationResult => {
    const name = invocation.functionArn.split(":")[6] ?? "";
    const short = functions[name] ?? {};
    const requestId = "00000000-0000-0000-0000-000000000000";
    if (short.outcome === "tooLargeResponse") return { outcome: "tooLarge", what: "response" };
    if (short.outcome) return { outcome: short.outcome };
    if (short.throws !== undefined) {
      const payload = JSON.stringify({ errorMessage: short.throws, errorType: "Error" });
      return { outcome: "functionError", payload, requestId };
    }
    const payload =
      short.returnsText ??
      JSON.stringify(
        "returns" in short ? short.returns : { statusCode: 200, body: invocation.payload },
      );
    return { outcome: "returned", payload, requestId };
  };
  return {
    invocations,
    invoke: async (invocation) => {
      invocations.push(invocation);
      await Promise.resolve();
      return answer(invocation);
    },
    load: () => undefined,
    close: async () => undefined,
  };
}

/** A store in memory; a second one over the same map is the state after a restart. */
export function fakeStore(tables = new Map<string, Map<string, unknown>>()): Store {
  return {
    table<Value>(name: string): Table<Value> {
      const rows = (tables.get(name) ?? new Map<string, unknown>()) as Map<string, Value>;
      tables.set(name, rows as Map<string, unknown>);
      return {
        get: (key) => rows.get(key),
        put: async (key, value) => {
          await new Promise((resolve) => setImmediate(resolve));
          rows.set(key, value);
        },
        remove: async (key) => void rows.delete(key),
        entries: (prefix = "") => [...rows].filter(([key]) => key.startsWith(prefix)).sort(),
        transaction: async (work) => work(),
        putNow: (key, value) => void rows.set(key, value),
        removeNow: (key) => void rows.delete(key),
      };
    },
    close: async () => undefined,
  };
}

/** A log that keeps what it is told. */
export function fakeLog(): Log & { decisions: DecisionRecord[]; problems: string[] } {
  const decisions: DecisionRecord[] = [];
  const problems: string[] = [];
  return {
    decisions,
    problems,
    decision: (record) => void decisions.push(record),
    code: () => undefined,
    functionOutput: () => undefined,
    notice: () => undefined,
    problem: (text) => void problems.push(text),
  };
}
