import { secretKind, secretMark } from "../base/marks";
import type { Resource, ResourceGraph } from "./resource";
import { below, saysMore, type InputNode } from "./inputs/input-tree";
import { inputsOfType, noAccessOfType, treeOfType } from "./inputs/known-inputs";
import { dataOf, holdsUnknown, isRecord, reveal } from "../base/values";

/** Something that may carry endpoints, permissions or people, and that is not read. */
export interface Unread {
  /** `aws-apigateway:index:RestAPI "shop"`, `input "x" of RestApi "shop"` */
  what: string;
  why: string;
}

/** What well-known types that are not read may carry. */
const carriers: readonly (readonly [type: RegExp, what: string])[] = [
  [
    /^aws-apigateway:|^aws\.?x?:.*[aA]pi(?:gateway)?:API|:RestAPI$/,
    "routes, with who may call them",
  ],
  [/^aws:apigatewayv2\//, "routes of HTTP and WebSocket APIs"],
  [/^aws:apigateway\//, "a part of an API"],
  [/^aws:appsync\//, "a GraphQL API"],
  [/^aws:lambda\/functionUrl:/, "an address of a function past the gateway"],
  [/^aws:lambda\//, "who or what invokes a function"],
  [/^aws:(?:lb|alb|elb|elasticloadbalancing\w*)\//, "listeners that lead to functions"],
  [/^aws:cloudfront\//, "an entrance in front of an API"],
  [/^aws:cloudformation\/|^aws:serverlessrepository\//, "resources of a template"],
  [/^aws:(?:iam|ssoadmin|identitystore|organizations|ram)\//, "permissions or people"],
  [/^aws:cognito\//, "people, or how they sign in"],
  [/^aws-native:|^awscc:/, "anything that AWS has"],
  [/^kubernetes:/, "entrances of a cluster"],
  [/^pulumi-(?:nodejs|python):dynamic|:dynamic:/, "whatever its code does"],
  [/^command:/, "whatever its command does"],
];

/** Why a resource is not read; undefined where it is, or where it carries no access. */
export function unreadType(resource: Resource): string | undefined {
  const { type } = resource;
  if (inputsOfType(type) !== undefined || noAccessOfType(type) !== undefined) return undefined;
  // The program's own code: what it deploys stands in the graph.
  if (resource.component === "local") return undefined;
  const carried = carriers.find(([pattern]) => pattern.test(type))?.[1];
  return carried === undefined ? "its type is not known" : `it may carry ${carried}`;
}

interface FoundInput {
  path: readonly string[];
  why: string;
}

/** Inputs that hold a secret of somebody's: what it is decides nothing. */
const secretInputs: ReadonlySet<string> = new Set(["value", "secretString", "secretBinary"]);

/** The value with its secrets opened; a secret that is withheld is known where it is deployed. */
function opened(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(opened);
  if (!isRecord(value)) return value;
  if (value[secretMark] === secretKind) {
    const isWithheld = value["value"] === undefined && value["plaintext"] === undefined;
    return isWithheld ? null : reveal(value);
  }
  if (secretMark in value) return reveal(value);
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, opened(item)]));
}

const unlisted = "the input is not known";
const notKnown = "its value is not known before a deploy";

function inputsIn(node: InputNode | undefined, written: unknown, path: readonly string[]) {
  if (node?.meaning?.noAccess !== undefined && !saysMore(node)) return [];
  if (!saysMore(node)) return node && holdsUnknown(written) ? [{ path, why: notKnown }] : [];
  const value = typeof written === "string" ? (dataOf(written) ?? written) : written;
  const found: FoundInput[] = [];
  for (const one of Array.isArray(value) ? value : [value]) {
    if (!isRecord(one)) {
      if (holdsUnknown(one) && node?.meaning?.noAccess === undefined)
        found.push({ path, why: notKnown });
      continue;
    }
    for (const [name, inner] of Object.entries(one)) {
      const next = below(node, name);
      if (next !== undefined)
        found.push(...inputsIn(withMeaning(next, node), inner, [...path, name]));
      else if (node?.meaning?.noAccess === undefined && inner !== undefined)
        found.push({ path: [...path, name], why: unlisted });
    }
  }
  return found;
}

/** What the list says of an input holds for its parts, where it does not name them. */
const withMeaning = (node: InputNode, above: InputNode | undefined): InputNode =>
  node.meaning === undefined && above?.meaning !== undefined
    ? { ...node, meaning: above.meaning }
    : node;

function unreadInputs({ type, name, inputs }: Resource): readonly Unread[] {
  const tree = treeOfType(type);
  if (tree === undefined) return [];
  const found = inputsIn(tree, opened(inputs), []);
  const known = new Set<string>();
  return found.flatMap(({ path, why }): Unread[] => {
    if (why === notKnown && secretInputs.has(path.at(-1) ?? "")) return [];
    const what = `input "${path.join(".")}" of ${type.split(":").at(-1)} "${name}"`;
    if (known.has(what)) return [];
    known.add(what);
    return [{ what, why }];
  });
}

/** Everything in a graph that may carry endpoints, permissions or people, and that is not read. */
export function unreadOf(graph: ResourceGraph): readonly Unread[] {
  return graph.filter(isRecord).flatMap((one): readonly Unread[] => {
    // A graph from elsewhere may hold anything.
    const { type, name, inputs } = one as Partial<Record<keyof Resource, unknown>>;
    if (typeof type !== "string" || typeof name !== "string")
      return [{ what: "a resource without a type or a name", why: "its type is not known" }];
    const resource = { ...one, inputs: isRecord(inputs) ? inputs : {} } as unknown as Resource;
    const why = unreadType(resource);
    if (why !== undefined) return [{ what: `${resource.type} "${resource.name}"`, why }];
    return unreadInputs(resource);
  });
}
