import type { FunctionDefinition } from "../../graph/deployed";

/** A function as a caller named it. */
export interface InvocationTarget {
  fn: FunctionDefinition;
  /** The ARN of the function, or of the alias that was named. */
  invokedFunctionArn: string;
}

/** Finds a function by ARN, name or partial ARN, with an alias or `$LATEST`; undefined: Lambda has none. */
export function findTarget(
  functions: readonly FunctionDefinition[],
  named: string,
): InvocationTarget | undefined {
  const { arn, name, qualifier } = parse(named);
  const fn = functions.find((one) => (arn ? one.arn === arn : one.functionName === name));
  if (!fn) return undefined;
  if (qualifier === undefined) return { fn, invokedFunctionArn: fn.arn };
  if (qualifier !== "$LATEST" && !fn.aliases.some((alias) => alias.name === qualifier)) {
    return undefined;
  }
  return { fn, invokedFunctionArn: `${fn.arn}:${qualifier}` };
}

function parse(named: string): { arn?: string; name?: string; qualifier?: string } {
  const parts = named.split(":");
  if (parts[0] === "arn") {
    const [qualifier] = parts.slice(7);
    const arn = parts.slice(0, 7).join(":");
    return qualifier === undefined ? { arn } : { arn, qualifier };
  }
  // 123456789012:function:name[:qualifier]
  const rest = parts[1] === "function" ? parts.slice(2) : parts;
  const [name = "", qualifier] = rest;
  return qualifier === undefined ? { name } : { name, qualifier };
}
