import type { Verb } from "../spec";

/** The HTTP methods that API Gateway knows. */
export const verbs: readonly Verb[] = [
  "GET",
  "POST",
  "PUT",
  "PATCH",
  "DELETE",
  "HEAD",
  "OPTIONS",
  "ANY",
];

/** One segment of a path: fixed text, one parameter, or a parameter that takes all that follows. */
export type Segment =
  { kind: "text"; text: string } | { kind: "parameter" | "greedy"; name: string };

/** A route in its parts. */
export interface ParsedRoute {
  verb: Verb;
  path: string;
  segments: readonly Segment[];
}

/**
 * The characters that CreateResource takes in a path part, and those of a parameter's name:
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html
 */
const text = /^[A-Za-z0-9._,:-]+$/;
const parameter = /^\{([A-Za-z0-9._-]+)(\+?)\}$/;

/** A well-formed route in its parts, or the sentence that says what is wrong with it. */
export function parseRoute(route: unknown): ParsedRoute | string {
  if (typeof route !== "string") return "a route is text";
  const [, verb = "", path = ""] = /^([^ /]*) (.*)$/s.exec(route) ?? [];
  const known = verbs.find((v) => v === verb);
  if (!known) return "a route is a verb, one space and a path";
  if (!path.startsWith("/")) return "a path begins with a slash";
  if (/\s/.test(path)) return "a path has no spaces";
  if (path === "/") return { verb: known, path, segments: [] };

  const parts = path.slice(1).split("/");
  if (parts.includes("")) return "a path has no empty segments and no slash at its end";
  const segments: Segment[] = [];
  for (const [i, part] of parts.entries()) {
    const segment = parseSegment(part, i === parts.length - 1);
    if (typeof segment === "string") return segment;
    segments.push(segment);
  }
  const names = parameterNames(segments);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) return `the path parameter {${twice}} stands twice`;
  return { verb: known, path, segments };
}

/** The names of the parameters of a path, in its order. */
export function parameterNames(segments: readonly Segment[]): string[] {
  return segments.flatMap((segment) => (segment.kind === "text" ? [] : [segment.name]));
}

/** A segment as it is written. */
export function segmentText(segment: Segment): string {
  if (segment.kind === "text") return segment.text;
  return segment.kind === "greedy" ? `{${segment.name}+}` : `{${segment.name}}`;
}

function parseSegment(part: string, last: boolean): Segment | string {
  const [, name, plus] = parameter.exec(part) ?? [];
  if (name !== undefined) {
    if (!plus) return { kind: "parameter", name };
    return last
      ? { kind: "greedy", name }
      : "a greedy parameter {name+} stands in the last segment";
  }
  if (part === "{}" || part === "{+}") return "a path parameter needs a name: {name}";
  const open = part.includes("{");
  const close = part.includes("}");
  if (open && !close) return "a path parameter is not closed: {name}";
  if (close && !open) return "a path parameter is not opened: {name}";
  if (/^\{[^{}]*\}$/.test(part)) {
    return "the name of a path parameter has only letters, digits, dots, hyphens and underscores";
  }
  if (open) return "a segment holds one path parameter and nothing beside it";
  if (text.test(part)) return { kind: "text", text: part };
  return "a segment has only letters, digits and - . _ , :";
}
