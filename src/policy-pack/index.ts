import { checkText } from "../access/notes/check-text";
import { checksOf, type Check } from "../access/notes/checks-of";
import { noteCodes, type NoteCode, type Severity } from "../access/notes/codes";
import { readGraph } from "../graph/read/read-graph";
import { graphOf, type PolicyResource } from "./graph-of";

export type { PolicyResource } from "./graph-of";

/** What `@pulumi/policy` hands to a stack policy. */
export interface StackArguments {
  resources: readonly PolicyResource[];
  getConfig?<T extends object>(): T;
}

/** A stack policy, in the form that `new PolicyPack("gatehouse", { policies })` of `@pulumi/policy` takes. */
export interface StackPolicy {
  name: string;
  description: string;
  enforcementLevel: "advisory" | "mandatory";
  configSchema: { properties: Record<string, object> };
  validateStack(
    args: StackArguments,
    reportViolation: (message: string, urn?: string) => void,
  ): void;
}

/** What a policy's configuration may hold: what is accepted, by place, each with its reason. */
interface PolicyConfig {
  accept?: Readonly<Record<string, string>>;
}

const known = new WeakMap<readonly PolicyResource[], readonly Check[]>();

/** Every check of a stack; the policies of one run share it. */
function checksOfStack(resources: readonly PolicyResource[]): readonly Check[] {
  const found = known.get(resources) ?? checksOf(readGraph(graphOf(resources)));
  known.set(resources, found);
  return found;
}

const levels: Readonly<Record<Severity, StackPolicy["enforcementLevel"]>> = {
  problem: "mandatory",
  warning: "advisory",
  note: "advisory",
};

function policyOf(code: NoteCode): StackPolicy {
  return {
    name: code.toLowerCase(),
    description: `${code}: ${noteCodes[code].title}`,
    enforcementLevel: levels[noteCodes[code].severity],
    configSchema: {
      properties: { accept: { type: "object", additionalProperties: { type: "string" } } },
    },
    validateStack: ({ resources, getConfig }, reportViolation) => {
      const { accept = {} } = getConfig?.<PolicyConfig>() ?? {};
      for (const check of checksOfStack(resources)) {
        if (check.code !== code || check.accepted !== undefined) continue;
        const reason = Object.hasOwn(accept, check.where) ? accept[check.where] : undefined;
        if (reason?.trim() && noteCodes[code].accepted !== "never") continue;
        const [named] = resources.filter(({ name }) => name === check.where);
        reportViolation(checkText(check), named?.urn);
      }
    },
  };
}

/**
 * The checks as policies over any program's API Gateway resources, one for each code, so that each can be switched
 * on, off, or to another level.
 * @example
 * import { PolicyPack } from "@pulumi/policy";
 * new PolicyPack("gatehouse", { policies: accessPolicies() });
 * @see https://www.pulumi.com/docs/iac/crossguard/
 */
export function accessPolicies(): StackPolicy[] {
  return (Object.keys(noteCodes) as NoteCode[])
    .filter((code) => noteCodes[code].severity !== "note")
    .map(policyOf);
}
