import type { MethodDefinition } from "../../openapi/read/definitions";
import type { Check } from "../../access/explain/checks";
import { isRouted, type Call, type Routed } from "../../local/gateway/call";
import { stageMethodOf } from "../../local/gateway/stage-method";
import { describeLimits, isLimited } from "../../local/gateway/meter/throttle";
import type { ExplainedStep } from "./explanation";

/** A check that refused, and why. */
export interface RefusedStep {
  check: Check;
  because: string;
}

/** What is checked in front of the key, in AWS's order, docs/aws-facts.md 5 and 8. */
const ordered: Readonly<Record<MethodDefinition["authorizationType"], readonly Check[]>> = {
  NONE: ["resourcePolicy", "credential"],
  AWS_IAM: ["credential", "policies"],
  COGNITO_USER_POOLS: ["credential", "resourcePolicy"],
  CUSTOM: ["resourcePolicy", "authorizer"],
  unknown: ["credential"],
};

/** The whole way of a request: each check with what became of it. */
export function stepsOf(call: Call, refused: RefusedStep | undefined): ExplainedStep[] {
  const checks = checksOf(call, refused);
  const end = refused ? checks.indexOf(refused.check) : checks.length;
  return checks.map((check, index): ExplainedStep => {
    if (index > end) return { check, outcome: "notReached", because: "" };
    const texts = call.because.filter((step) => step.check === check).map(({ text }) => text);
    if (index === end && refused) {
      return { check, outcome: "refused", because: [...texts, refused.because].join("; ") };
    }
    const asked = isRouted(call) ? askedFor(call, check) : { because: "" };
    if (typeof asked !== "string" && texts.length > 0) {
      const more = asked.because ? [asked.because] : [];
      return { check, outcome: "passed", because: [...texts, ...more].join("; ") };
    }
    return typeof asked === "string"
      ? { check, outcome: "notAsked", because: asked }
      : { check, outcome: "passed", because: asked.because };
  });
}

function checksOf(call: Call, refused: RefusedStep | undefined): Check[] {
  if (!call.method) return [refused?.check ?? "route"];
  const before = ordered[call.method.definition.authorizationType].map((check) =>
    // The resource policy decides beside the caller's own policies there.
    check === "policies" && refused?.check === "resourcePolicy" ? "resourcePolicy" : check,
  );
  const checks: Check[] = ["route", ...before, "key", "limits", "validation", "integration"];
  return refused && !checks.includes(refused.check) ? [...checks, refused.check] : checks;
}

/** Why a check is not asked for, as a text, or what it looked at where it passed in silence. */
function askedFor(call: Routed, check: Check): string | { because: string } {
  const { definition } = call.method;
  switch (check) {
    case "resourcePolicy":
      return call.api.definition.policy === undefined
        ? "the API has none"
        : { because: "no Deny applies" };
    case "credential":
      return definition.authorizationType === "NONE"
        ? "the endpoint asks for none"
        : { because: "" };
    case "key":
      return definition.apiKeyRequired ? { because: "" } : "the endpoint asks for no API key";
    case "limits":
      return limitsOf(call);
    case "validation": {
      const { validateRequestParameters: parameters, validateRequestBody: body } = definition;
      if (!call.method.validation) return "API Gateway validates nothing here";
      const what = [
        parameters ? "the required parameters are there" : "",
        body ? "the body fits its model" : "",
      ];
      return { because: what.filter(Boolean).join(", ") };
    }
    case "integration":
      return { because: integrationOf(call) };
    default:
      return { because: "" };
  }
}

function limitsOf(call: Routed): string | { because: string } {
  const plan = call.graph.definition.usagePlans.find(({ name }) => name === call.usagePlan);
  const { throttle } = stageMethodOf(call);
  const { quota } = plan ?? {};
  const limits = [
    quota ? `the plan ${plan!.name} allows ${quota.limit} calls a ${quota.period}` : "",
    plan?.throttle && isLimited(plan.throttle)
      ? `the plan ${plan.name} allows ${describeLimits(plan.throttle)}`
      : "",
    throttle ? `the stage allows ${describeLimits(throttle)}` : "",
  ].filter(Boolean);
  return limits.length === 0
    ? "only the account's own limit"
    : { because: `one call is within each: ${limits.join("; ")}` };
}

function integrationOf(call: Routed): string {
  const { integration } = stageMethodOf(call);
  switch (integration?.type) {
    case "AWS_PROXY":
    case "AWS":
      return `the function ${functionName(call, integration.functionArn)} would be invoked; its code is not run here`;
    case "MOCK":
      return "API Gateway answers by itself";
    default:
      return `the request would go on to ${integration?.uri}; it is not sent here`;
  }
}

function functionName(call: Call, arn: string | undefined): string {
  return call.graph.functions.get(arn ?? "")?.name ?? arn ?? "(unknown)";
}
