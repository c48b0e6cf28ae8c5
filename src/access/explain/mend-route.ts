import type { ApiDefinition } from "../../graph/deployed";
import type { MethodDefinition } from "../../openapi/read/definitions";
import { isFromTable, oneOf, rowOf } from "./names";
import type { RefusedCall } from "./refused-call";

/** What would have a request routed. */
export function mendRoute(call: RefusedCall): string | undefined {
  const { definition, api, stage, verb, path, fixed } = call;
  if (!api) return undefined;
  if (!stage && api.stages.length === 0) return `add a Stage of the API ${api.name}`;
  if (!stage)
    return `begin the path with ${oneOf(api.stages.map(({ stageName }) => `/${stageName}`))}`;
  if (fixed && call.method) {
    return "call it from a function in the VPC, or name a VPC endpoint in the header x-gatehouse-source-vpce (npm start believes it with --allow-source-vpce)";
  }
  if (fixed) return "send the GET without a body";
  const [, first = "", ...rest] = path.split("/");
  const inner = `/${rest.join("/")}`;
  if (first === stage.stageName && resourcesAt(api, inner).length > 0) {
    return `name the stage once: ${verb} ${inner}`;
  }
  const here = resourcesAt(api, path);
  const preflighted = here.flatMap(({ methods }) => Object.values(methods).filter(isCalled));
  if (verb === "OPTIONS" && preflighted.length > 0) return openingPreflights(call, preflighted);
  const verbs = here.flatMap(({ methods }) => Object.keys(methods)).filter(isCallable);
  if (verbs.length > 0)
    return `call ${oneOf(verbs.map((one) => `${one} ${path}`))}, or add ${adding(call)}`;
  const near = nearest(api, path);
  if (near) return `call ${near} if that is meant, or add ${adding(call)}`;
  return isFromTable(definition) ? `add ${adding(call)}` : `add a method to the API ${api.name}`;
}

function adding({ definition, verb, path }: RefusedCall): string {
  return isFromTable(definition)
    ? `the row endpoint("${verb} ${path}", …)`
    : `the method ${verb} ${path}`;
}

/** Browsers ask by OPTIONS before they call from a page of another origin. */
function openingPreflights({ definition, path }: RefusedCall, methods: MethodDefinition[]): string {
  const rows = methods.flatMap((method) => rowOf(definition, method) ?? []);
  return rows.length > 0
    ? `for a page of another origin, add cors: { origins: ["https://…"] } to ${oneOf(rows)}`
    : `for a page of another origin, add an OPTIONS method without authorization at ${path}`;
}

const isCalled = ({ verb }: MethodDefinition) => isCallable(verb);
const isCallable = (verb: string) => verb.toUpperCase() !== "OPTIONS";

function resourcesAt({ resources }: ApiDefinition, path: string) {
  const wanted = segmentsOf(path);
  return resources.filter((resource) => {
    const own = segmentsOf(resource.path);
    return (
      own.length === wanted.length &&
      own.every((segment, index) => segment.startsWith("{") || segment === wanted[index])
    );
  });
}

const segmentsOf = (path: string) => path.split("/").filter((segment) => segment !== "");

/** The method whose path is spelt most like this one, if it is close. */
function nearest({ resources }: ApiDefinition, path: string): string | undefined {
  const ranked = resources
    .flatMap((resource) => {
      const verb = Object.keys(resource.methods).find(isCallable);
      const steps = distance(withSamples(resource.path, path), path);
      return verb ? [{ name: `${verb} ${resource.path}`, steps }] : [];
    })
    .sort((one, other) => one.steps - other.steps);
  // A short path is soon like any other.
  const most = Math.min(3, Math.floor(path.length / 4));
  return ranked[0] && ranked[0].steps <= most ? ranked[0].name : undefined;
}

/** A template with the path's own segments in place of its parameters. */
function withSamples(template: string, path: string): string {
  const own = segmentsOf(path);
  const filled = segmentsOf(template).map((segment, index) =>
    segment.startsWith("{") ? (own[index] ?? segment) : segment,
  );
  return `/${filled.join("/")}`;
}

/** How many characters have to be changed, added or left out. */
function distance(one: string, other: string): number {
  if (Math.abs(one.length - other.length) > 3 || one.length > 200) return Infinity;
  let row = Array.from({ length: other.length + 1 }, (_none, index) => index);
  for (let at = 1; at <= one.length; at++) {
    const next = [at];
    for (let to = 1; to <= other.length; to++) {
      const changed = row[to - 1]! + (one[at - 1] === other[to - 1] ? 0 : 1);
      next.push(Math.min(changed, row[to]! + 1, next[to - 1]! + 1));
    }
    row = next;
  }
  return row.at(-1)!;
}
