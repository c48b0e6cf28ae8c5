import { functionPolicy } from "../../iam/decide";
import { decideByBoth } from "../../iam/execute-api";
import { matchesText } from "../../iam/language/glob";
import type { PolicyDocument } from "../../iam/language/policy";
import type { FunctionDefinition, Deployed } from "../../graph/deployed";
import { allowedPatterns, outsiders, type Candidate } from "./candidates";
import type { Context } from "./contexts";
import { signedContext, type Probes } from "./probes";
import type { Reach } from "./reach";

const action = "lambda:InvokeFunction";

/** The ARNs under which a function is invoked: its own, and one for each alias. */
function arnsOf(fn: FunctionDefinition): readonly string[] {
  return [fn.arn, ...fn.aliases.map(({ arn }) => arn)];
}

/** Whether a caller may invoke, by its own policies, its boundaries and the function's permissions. */
function may(candidate: Candidate, ask: { arn: string; policy: PolicyDocument; context: Context }) {
  const { principal, policies: identityPolicies, boundaries } = candidate;
  const context = signedContext(ask.context, candidate);
  const request = { action, resource: ask.arn, principal, context };
  const crossAccount = ask.arn.split(":")[4] !== principal.accountId;
  const question = { request, identityPolicies, boundaries, resourcePolicy: ask.policy };
  return decideByBoth(question, crossAccount).allow;
}

/** Who may invoke functions past the gateway. */
export interface Invokers {
  /** By the id of who invokes: the ARNs, the function's own or an alias's, and when. */
  of(fn: FunctionDefinition): ReadonlyMap<string, Reach>;
}

/** Looks up once what each caller may invoke at all. */
export function invokersOf(
  definition: Deployed,
  own: readonly Candidate[],
  probes: Probes,
): Invokers {
  const callers = own.map((candidate) => ({
    candidate,
    patterns: allowedPatterns(candidate.policies, action),
  }));
  const of = (fn: FunctionDefinition): ReadonlyMap<string, Reach> => {
    const found = new Map<string, Map<string, bigint>>();
    for (const arn of arnsOf(fn)) {
      probes.budget.left -= callers.length / 10;
      if (probes.budget.left <= 0) break;
      const policy = functionPolicy(fn, arn);
      const text = JSON.stringify(policy);
      const meant = callers.filter(
        ({ candidate, patterns }) =>
          patterns === undefined ||
          patterns.some((pattern) => matchesText(pattern, arn)) ||
          text.includes(candidate.principal.roleArn ?? candidate.principal.arn),
      );
      const all = [...meant.map(({ candidate }) => candidate), ...outsiders(definition, [policy])];
      for (const candidate of all) {
        let bits = 0n;
        const contexts = candidate.conditional ? probes.contexts : probes.contexts.slice(0, 1);
        contexts.forEach((context, index) => {
          if (probes.budget.left <= 0) return;
          probes.budget.left -= candidate.cost;
          if (may(candidate, { arn, policy, context })) bits |= 1n << BigInt(index);
        });
        if (bits === 0n) continue;
        const reach = found.get(candidate.id) ?? new Map<string, bigint>();
        reach.set(arn, candidate.conditional ? bits : probes.all);
        found.set(candidate.id, reach);
      }
    }
    return found;
  };
  return { of };
}
