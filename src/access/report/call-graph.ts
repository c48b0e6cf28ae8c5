import type { Access } from "../who/access-of";
import type { Deployed } from "../../graph/deployed";
import { rowOf } from "../who/components";
import { callerOf, label, signs } from "../who/caller-id";
import type { Endpoint } from "../who/endpoints";
import { compareText, sorted } from "../who/order";
import { becomingsOf } from "../who/trust";
import { plain } from "./text";

/** An arrow: who, to which endpoint, and how. */
export interface Call {
  from: string;
  to: string;
  how: "signed" | "key" | "open" | "token" | "authorizer" | "direct";
}

/** The node of whoever is a role: the function that runs as it, or the role. */
function nodesOf(definition: Deployed, id: string): readonly string[] {
  const caller = callerOf(id);
  const role =
    caller.kind === "role" ? definition.roles.find(({ name }) => name === caller.name) : undefined;
  if (role === undefined) return [label(caller)];
  const ways = becomingsOf(definition, role);
  const functions = ways.filter(({ kind }) => kind === "function").map(({ name }) => name);
  return functions.length > 0 ? functions : [`role ${role.name}`];
}

const hows: Readonly<Record<Endpoint["word"], Call["how"] | undefined>> = {
  ...{ public: "open", apiKey: "key", cognito: "token", custom: "token" },
  ...{ iam: undefined, closed: undefined },
};

/** What the row of a function says that it calls without a signature; that needs no right of its role. */
function declared(definition: Deployed, access: Access): Call[] {
  const byName = new Map(
    access.endpoints.flatMap(({ endpoint }) => {
      const name = endpoint.method.operationId;
      return name === undefined ? [] : [[name, endpoint] as const];
    }),
  );
  return definition.functions.flatMap((fn) => {
    const row = rowOf(definition, fn);
    return (row?.calls ?? []).flatMap((name): Call[] => {
      const endpoint = byName.get(name);
      const how = endpoint && hows[endpoint.word];
      return row === undefined || endpoint === undefined || how === undefined
        ? []
        : [{ from: row.name, to: endpoint.label, how }];
    });
  });
}

/** Who calls which endpoint, as far as a graph tells: rights of roles, rows' own calls, authorizers. */
export function callsOf(definition: Deployed, access: Access): readonly Call[] {
  const calls = access.endpoints.flatMap(({ endpoint, who, direct }): Call[] => {
    const to = endpoint.label;
    const signers = [...who.keys()].filter((id) => signs(callerOf(id)));
    return [
      ...signers.flatMap((id) =>
        nodesOf(definition, id).map((from) => ({ from, to, how: "signed" as const })),
      ),
      ...[...direct.keys()].flatMap((id) =>
        nodesOf(definition, id).map((from) => ({ from, to, how: "direct" as const })),
      ),
      ...(endpoint.word === "custom" && endpoint.authorizer
        ? [{ from: `authorizer ${endpoint.authorizer.name}`, to, how: "authorizer" as const }]
        : []),
    ];
  });
  const all = new Map(
    [...calls, ...declared(definition, access)].map((call) => [
      `${call.from}\n${call.to}\n${call.how}`,
      call,
    ]),
  );
  return sorted(all.keys()).flatMap((key) => all.get(key) ?? []);
}

const words: Readonly<Record<Call["how"], string>> = {
  signed: "signs",
  key: "with a key",
  open: "calls",
  token: "passes a token",
  authorizer: "decides",
  direct: "invokes",
};

/** GitHub draws at most 500 arrows in a chart. */
const mostArrows = 400;

/** Text inside the quotes of a Mermaid node. */
function quoted(text: string): string {
  return plain(text, 100).replace(/[#"<>&`\\]/g, (sign) => `#${sign.charCodeAt(0)};`);
}

/**
 * Names of nodes that only depend on their text, so that another node does not rename them.
 */
function nodeName(text: string, taken: ReadonlyMap<string, string>): string {
  const base = text.replace(/[^A-Za-z0-9]+/g, "_").replace(/^_+|(?<!_)_+$/g, "") || "node";
  const used = new Set(taken.values());
  for (let number = 0; ; number += 1) {
    const name = number === 0 ? `n_${base}` : `n_${base}_${number}`;
    if (!used.has(name)) return name;
  }
}

function chart(calls: readonly Call[]): readonly string[] {
  const names = new Map<string, string>();
  const texts = sorted(calls.flatMap(({ from, to }) => [from, to]));
  for (const text of texts) names.set(text, nodeName(text, names));
  const nodes = texts.map((text) => {
    const shown = quoted(text);
    const round = /^(role|user|account|authorizer) |^arn:/.test(text);
    return `  ${names.get(text)}${round ? `(["${shown}"])` : `["${shown}"]`}`;
  });
  const arrows = calls.map(({ from, to, how }) => {
    const arrow = how === "direct" ? "-.->" : how === "authorizer" ? "--o" : "-->";
    return `  ${names.get(from)} ${arrow}|${words[how]}| ${names.get(to)}`;
  });
  return ["```mermaid", "flowchart LR", ...nodes, ...arrows, "```"];
}

/** The first segment of an endpoint's path: where one chart would be too large, each of these has its own. */
const areaOf = ({ to }: Call): string => to.split(" ")[1]?.split("/")[1] ?? "";

/** Calls as charts that GitHub draws. */
export function drawCalls(calls: readonly Call[]): readonly string[] {
  if (calls.length === 0) return ["No endpoint calls another."];
  if (calls.length <= mostArrows) return chart(calls);
  return sorted(calls.map(areaOf)).flatMap((area) => {
    const some = calls
      .filter((call) => areaOf(call) === area)
      .sort((a, b) => compareText(a.to, b.to));
    const drawn = some.slice(0, mostArrows);
    const left = some.length - drawn.length;
    return [
      "",
      ...chart(drawn),
      ...(left > 0 ? [`${left} more arrows are not drawn; the table of endpoints has them.`] : []),
    ];
  });
}
