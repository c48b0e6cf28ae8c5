import { listOf, type Statement } from "../../iam/language/policy";
import { matchesText } from "../../iam/language/glob";
import type { FunctionDefinition, Deployed, PermissionDefinition } from "../../graph/deployed";
import { meansAction } from "../who/candidates";
import { statementsOf } from "../who/conditions";
import { sorted } from "../who/order";
import { becomingsOf } from "../who/trust";
import type { Fact } from "./fact";
import type { Covers } from "../../graph/inputs/properties";

/** A statement without its name, its lists in order: what differs then is meant differently. */
export function normalized(statement: Statement): string {
  const { Sid: _name, ...rest } = statement;
  const ordered = (value: unknown): unknown => {
    if (Array.isArray(value)) return sorted(value.map((one) => JSON.stringify(ordered(one))));
    if (typeof value !== "object" || value === null) return value;
    const entries = Object.entries(value).map(([key, item]) => [key, ordered(item)] as const);
    return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
  };
  const lists = Object.fromEntries(
    Object.entries(rest).map(([key, value]) => [
      key,
      ["Action", "NotAction", "Resource", "NotResource"].includes(key)
        ? listOf(value as string)
        : value,
    ]),
  );
  return JSON.stringify(ordered(lists));
}

function isOfCalls(statement: Statement): boolean {
  return (
    meansAction(statement, "execute-api:Invoke") || meansAction(statement, "lambda:InvokeFunction")
  );
}

function textOf(statements: readonly Statement[]): { value: string; text: string } {
  const actions = statements.flatMap(({ Action, NotAction }) => [
    ...listOf(Action ?? []),
    ...listOf(NotAction ?? []).map((one) => `all but ${one}`),
  ]);
  return {
    value: sorted(statements.map(normalized)).join("\n"),
    text: sorted(actions).join(", ") || "none",
  };
}

/** Roles and users: what they may do elsewhere, and who becomes them. */
function ofIdentities(definition: Deployed): readonly Fact[] {
  const all = [
    ...definition.roles.map((role) => ({ kind: "role", ...role })),
    ...definition.users.map((user) => ({ kind: "user", ...user })),
  ];
  return all.flatMap(({ kind, name, policies, permissionsBoundary }): Fact[] => {
    const at = { where: `${kind} ${name}`, who: `${kind} ${name}` };
    const own = statementsOf(policies);
    const limits = statementsOf([permissionsBoundary]);
    const others = textOf(own.filter((one) => !isOfCalls(one)));
    const calls = textOf([...own.filter(isOfCalls), ...limits]);
    const bounds = permissionsBoundary === undefined ? "" : "\nwith a boundary";
    return [
      { ...at, property: "otherStatements", ...others },
      { ...at, property: "statementText", value: `${calls.value}${bounds}`, text: calls.text },
    ];
  });
}

function ofBecoming(definition: Deployed): readonly Fact[] {
  return definition.roles.flatMap((role): Fact[] => {
    const ways = becomingsOf(definition, role).filter(({ kind }) => kind !== "principal");
    const words = {
      function: "function of",
      people: "people of",
      guests: "guests of",
      principal: "",
    };
    const at = { where: `role ${role.name}`, who: `role ${role.name}` };
    return [
      {
        ...at,
        property: "becomes",
        value: new Set(ways.map(({ kind, name }) => `${words[kind]} ${name}`)),
      },
      { ...at, property: "sessionSeconds", value: [role.maxSessionDuration ?? 3600] },
    ];
  });
}

const split = " · ";

function permissionText(one: PermissionDefinition): string {
  const { action, principal, qualifier = "", sourceArn = "*", sourceAccount = "*" } = one;
  return [action, principal, qualifier, sourceArn, sourceAccount].join(split);
}

function showPermission(member: string): string {
  const [action, principal = "", qualifier, arn = "", account = ""] = member.split(split);
  const what = action === "lambda:InvokeFunction" ? "" : `, ${action}`;
  const alias = qualifier === "" ? "" : `, ${qualifier} only`;
  const whose = account === "*" ? "" : ` of account ${account}`;
  return `${principal} from ${arn === "*" ? "anywhere" : arn}${whose}${alias}${what}`;
}

/** Whether a permission allows no more than one of the others; a `*` of the wider one matches a `*` as text. */
const permits: Covers = (members, member) => {
  const [action = "", principal = "", qualifier, arn = "", account = ""] = member.split(split);
  return [...members].some((other) => {
    const [a = "", p, q, s = "", c] = other.split(split);
    return (
      matchesText(a.toLowerCase(), action.toLowerCase()) &&
      (p === "*" || p === principal) &&
      q === qualifier &&
      matchesText(s, arn) &&
      (c === "*" || c === account)
    );
  });
};

/** Whether a permission is for an API of the graphs: who gains by it is told by the endpoints. */
function isForOwnApi({ principal, sourceArn }: PermissionDefinition, apis: ReadonlySet<string>) {
  if (principal !== "apigateway.amazonaws.com" || sourceArn === undefined) return false;
  const id = /^arn:[^:*]+:execute-api:[^:*]+:[^:*]+:([^/*?]+)\//.exec(sourceArn)?.[1];
  return id !== undefined && apis.has(id);
}

function ofFunction(fn: FunctionDefinition, apis: ReadonlySet<string>): Fact {
  const others = fn.permissions.filter((one) => !isForOwnApi(one, apis));
  return {
    property: "functionPermissions",
    where: `function ${fn.name}`,
    who: "other callers",
    value: new Set(others.map(permissionText)),
    covers: permits,
    show: showPermission,
  };
}

/** Roles, users and functions; `both` are the graphs that are compared. */
export function factsOfRoles(definition: Deployed, both: readonly Deployed[]): readonly Fact[] {
  const apis = new Set(both.flatMap((one) => one.apis.map(({ apiId }) => apiId)));
  return [
    ...ofIdentities(definition),
    ...ofBecoming(definition),
    ...definition.functions.map((fn) => ofFunction(fn, apis)),
  ];
}
