import type { Deployed } from "../../graph/deployed";
import type { Resource } from "../../graph/resource";
import { changedInputs, type ChangedInput } from "../../graph/inputs/changed-inputs";
import { inputsOfType, toldOfType, treeOfType } from "../../graph/inputs/known-inputs";
import { unreadType } from "../../graph/unread";
import { textOf } from "../../base/values";
import type { Change } from "./change";
import type { PropertyName } from "../../graph/inputs/properties";
import { namesOfGraph, pairsOf, type GraphNames, type ResourcePair } from "./resource-pairs";

/** What is not read or not known and has changed: why an owner must look at it. */
export interface OwnersReason {
  /** A resource, or an input of one. */
  what: string;
  why: string;
}

/** What `compareInputs` finds beside what the properties tell. */
export interface InputChanges {
  changes: readonly Change[];
  owners: readonly OwnersReason[];
}

const unset = "not set";

/** Names under which values stand that nobody is to see. */
const sensitive =
  /^(value|valueWo|insecureValue|secret.*|variables|providerDetails|pgpKey|.*[Pp]assword|.*PrivateKey|inputs)$/;

/** A value as people read it; never one that may be a secret. */
function shown(value: unknown, { path, secret }: ChangedInput): string {
  if (value === undefined) return unset;
  if (secret || path.some((name) => sensitive.test(name))) return "a value that is not shown";
  const text = typeof value === "string" ? value : (JSON.stringify(value) ?? "");
  return text.length > 120 ? `${text.slice(0, 120)}…` : text;
}

const labelOf = ({ type, name }: Resource) => `${type.split(":").at(-1) ?? type} ${name}`;

/** Whether a text holds a name as a whole. */
function names(text: string, name: string): boolean {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    const [before = " ", after = " "] = [text[at - 1], text[at + name.length]];
    if (!/[\w-]/.test(before) && !/[\w-]/.test(after)) return true;
  }
  return false;
}

/** What a change of this resource may be told under. */
function placesOf(pair: ResourcePair, graphs: readonly GraphNames[]): readonly string[] {
  const both = [pair.base, pair.head].flatMap((one) => one ?? []);
  const referred = both.flatMap(({ inputs }) =>
    Object.values(inputs).flatMap((value) => {
      const text = textOf(value);
      return text === undefined ? [] : graphs.flatMap((one) => one.resourceNamed(text) ?? []);
    }),
  );
  const parents = both.flatMap(({ parent }) =>
    graphs.flatMap((one) => one.nameOfUrn(parent) ?? []),
  );
  return [...new Set([...both.map(({ name }) => name), ...parents, ...referred])];
}

interface Judge {
  told: readonly Change[];
  graphs: readonly [GraphNames, GraphNames];
}

/** Whether other changes say already that this one happened, at the resource or what it belongs to. */
function isToldHere(pair: ResourcePair, told: readonly Change[], { graphs }: Judge): boolean {
  if (told.length === 0) return false;
  const places = placesOf(pair, graphs);
  return told.some(({ where, who }) =>
    [...where, who].some((text) => places.some((place) => names(text, place))),
  );
}

/** Likewise, by one of these properties, and wherever the type's changes are told. */
function isTold(pair: ResourcePair, properties: readonly PropertyName[], judge: Judge): boolean {
  const own = judge.told.filter(({ property }) => properties.includes(property));
  const { type } = pair.head ?? pair.base!;
  const anywhere = inputsOfType(type)?.toldAnywhere === true && own.length > 0;
  return anywhere || isToldHere(pair, own, judge);
}

/** `GET /stock/{shop}`, where an input is part of a method in a document. */
function routeOf({ path }: ChangedInput): string | undefined {
  const at = path.indexOf("paths");
  const [route, verb] = at < 0 ? [] : path.slice(at + 1);
  if (route === undefined || verb === undefined) return undefined;
  return `${verb === "x-amazon-apigateway-any-method" ? "ANY" : verb.toUpperCase()} ${route}`;
}

function isInputTold(input: ChangedInput, pair: ResourcePair, judge: Judge): boolean {
  const properties = input.meaning?.compared ?? [];
  const route = routeOf(input);
  if (route === undefined) return isTold(pair, properties, judge);
  return judge.told.some(
    ({ property, where }) =>
      properties.includes(property) &&
      where.some(
        (one) => names(one, route) || one === `path ${route.slice(route.indexOf(" ") + 1)}`,
      ),
  );
}

function ofPair(pair: ResourcePair, isDeciding: boolean, judge: Judge): InputChanges {
  const { base, head } = pair;
  if (base === undefined || head === undefined) return ofOne(pair, judge);
  const [before, after] = judge.graphs;
  const same = (from: string, to: string) => before.neutral(from) === after.neutral(to);
  const tree = treeOfType(head.type, isDeciding);
  const inputs = changedInputs(tree, { from: base.inputs, to: head.inputs }, same);
  const ignored = (one: Resource) => [...(one.options?.ignoreChanges ?? [])].sort().join(", ");
  const open = inputs.filter((one) => !one.meaning?.compared || !isInputTold(one, pair, judge));
  const changes = open.map((one): Change => {
    const name = one.path.join(".");
    return {
      verdict: "OTHER",
      property: one.meaning ? "input" : "notRead",
      where: [labelOf(head)],
      who: one.meaning ? "cannot be told from it" : "not known: the input is not read",
      from: `${name}: ${shown(one.from, one)}`,
      to: `${name}: ${shown(one.to, one)}`,
    };
  });
  const options: Change[] =
    ignored(base) === ignored(head)
      ? []
      : [
          {
            verdict: "OTHER",
            property: "input",
            where: [labelOf(head)],
            who: "cannot be told from it",
            from: `ignoreChanges: ${ignored(base) || "none"}`,
            to: `ignoreChanges: ${ignored(head) || "none"}`,
          },
        ];
  return {
    changes: [...changes, ...options],
    owners: open
      .filter(({ meaning }) => meaning === undefined)
      .map(({ path }) => ({
        what: labelOf(head),
        why: `unknown input \`${path.join(".")}\` of it changed`,
      })),
  };
}

/** A resource that only one of the graphs has. */
function ofOne(pair: ResourcePair, judge: Judge): InputChanges {
  const resource = pair.head ?? pair.base!;
  const properties = toldOfType(resource.type);
  const counts = Object.keys(inputsOfType(resource.type)?.compared ?? {}).length > 0;
  if (!counts || isToldHere(pair, judge.told, judge) || isTold(pair, properties, judge))
    return { changes: [], owners: [] };
  const [from, to] = pair.head === undefined ? ["there", "none"] : ["none", "there"];
  const change: Change = {
    verdict: "OTHER",
    property: "input",
    where: [labelOf(resource)],
    who: "cannot be told from it",
    from,
    to,
  };
  return { changes: [change], owners: [] };
}

/** A resource that is not read, in both graphs or in one. */
function ofUnread({ base, head }: ResourcePair, judge: Judge): InputChanges {
  const resource = head ?? base!;
  const [before, after] = judge.graphs;
  const text = (one: Resource | undefined, graph: GraphNames) =>
    one === undefined ? "none" : graph.neutral(JSON.stringify([one.inputs, one.options ?? {}]));
  const [from, to] = [text(base, before), text(head, after)];
  if (from === to) return { changes: [], owners: [] };
  const step = base === undefined ? "is new" : head === undefined ? "is gone" : "changed";
  const what = `${resource.type} ${resource.name}`;
  const change: Change = {
    verdict: "OTHER",
    property: "notRead",
    where: [what],
    who: `not known: it is not read${step === "changed" ? ", and its inputs differ" : ""}`,
    from: base === undefined ? "none" : "there",
    to: head === undefined ? "none" : "there",
  };
  return { changes: [change], owners: [{ what, why: `it ${step}, and is not read` }] };
}

/**
 * Every input that differs, is not known to concern no access, and is told by no other change; and everything that
 * is not read and differs.
 */
export function compareInputs(
  base: Deployed,
  head: Deployed,
  { told, deciding }: { told: readonly Change[]; deciding: ReadonlySet<string> },
): InputChanges {
  const graphs = [namesOfGraph(base), namesOfGraph(head)] as const;
  const judge: Judge = { told, graphs };
  const found = pairsOf(base.graph, head.graph).map((pair): InputChanges => {
    const resource = pair.head ?? pair.base!;
    if (inputsOfType(resource.type) !== undefined)
      return ofPair(pair, deciding.has(resource.name), judge);
    // A component that was the program's own and is another's now has no less changed.
    const isUnread = [pair.base, pair.head].some((one) => one && unreadType(one) !== undefined);
    return isUnread ? ofUnread(pair, judge) : { changes: [], owners: [] };
  });
  return {
    changes: found.flatMap(({ changes }) => changes),
    owners: found.flatMap(({ owners }) => owners),
  };
}
