import type { Resource, ResourceGraph } from "../../graph/resource";
import { types } from "../../graph/types";
import { isRecord, listOf, numberOf, recordOf, textOf, type Values } from "../../base/values";
import type { Live, LiveFunction, LivePolicy, LiveRole } from "./live";
import { changed, found, withInputs } from "./resource";

const attaching: ReadonlySet<string> = new Set([
  types.rolePolicy,
  types.rolePolicyAttachment,
  types.policyAttachment,
]);

/** ARNs of AWS's own policies that the program attaches to a role: both sides read those alike. */
function attachedOf(role: Resource, graph: ResourceGraph): ReadonlySet<string> {
  const names = new Set([textOf(role.outputs["name"]), textOf(role.outputs["id"]), role.urn]);
  const byResources = graph
    .filter(({ type, inputs }) => attaching.has(type) && names.has(textOf(inputs["role"])))
    .flatMap(({ inputs }) => textOf(inputs["policyArn"]) ?? []);
  const own = listOf(role.inputs["managedPolicyArns"]).flatMap((arn) => textOf(arn) ?? []);
  return new Set([...own, ...byResources].filter((arn) => arn.includes(":iam::aws:policy/")));
}

function policyOf({ name, document }: LivePolicy): Values {
  return { name, policy: JSON.stringify(document) };
}

function roleOf(resource: Resource, live: LiveRole, graph: ResourceGraph): Resource {
  const attached = attachedOf(resource, graph);
  const isShared = ({ arn }: LivePolicy) => arn !== undefined && attached.has(arn);
  const { role, policies, boundary } = live;
  return withInputs(resource, {
    assumeRolePolicy: JSON.stringify(role["AssumeRolePolicyDocument"]),
    maxSessionDuration: numberOf(role["MaxSessionDuration"]),
    inlinePolicies: policies.filter((one) => !isShared(one)).map(policyOf),
    managedPolicyArns: policies.filter(isShared).map(({ arn }) => arn),
    permissionsBoundary: boundary?.arn,
  });
}

/** The boundaries of roles as policies of the graph. */
function boundariesOf(live: Live, graph: ResourceGraph): readonly Resource[] {
  return live.roles.flatMap(({ boundary }) => {
    if (boundary?.arn === undefined || boundary.arn.includes(":iam::aws:policy/")) return [];
    const { arn } = boundary;
    const known = graph.find(
      ({ type, outputs }) => type === types.policy && outputs["arn"] === arn,
    );
    const base = known ?? found(types.policy, boundary.name, { outputs: { id: arn, arn } });
    return [withInputs(base, { policy: JSON.stringify(boundary.document) })];
  });
}

/** The graph with its roles' trust and policies as they are; a role that is gone is left out. */
export function withLiveRoles(graph: ResourceGraph, live: Live): ResourceGraph {
  const byUrn = new Map(live.roles.map((one) => [one.urn, one]));
  const ofRoles = (one: Resource): boolean =>
    attaching.has(one.type) && one.inputs["role"] !== undefined;
  const boundaries = boundariesOf(live, graph);
  const replaced = new Set(boundaries.map(({ urn }) => urn));
  return changed(
    graph,
    (one) => {
      if (one.type === types.role) {
        const role = byUrn.get(one.urn);
        return role && roleOf(one, role, graph);
      }
      return ofRoles(one) || replaced.has(one.urn) ? undefined : one;
    },
    boundaries,
  );
}

/** `arn:aws:iam::111122223333:root` where the program writes the account's number. */
function principalOf(value: unknown, written: ReadonlySet<string>): string {
  if (typeof value === "string") return value;
  const names = isRecord(value) ? Object.values(value).flatMap((one) => listOf(one)) : [];
  const name = String(names[0] ?? "");
  const account = /^arn:[^:]+:iam::(\d{12}):root$/.exec(name)?.[1];
  return account !== undefined && written.has(account) ? account : name;
}

/** The value of a condition, whichever operator it stands under. */
function conditionOf(statement: Values, key: string): string | undefined {
  for (const tests of Object.values(recordOf(statement["Condition"])))
    for (const [name, value] of Object.entries(recordOf(tests)))
      if (name.toLowerCase() === key) return textOf(listOf(value)[0]);
  return undefined;
}

function permissionsOf(
  fn: Resource,
  { statements }: LiveFunction,
  written: ReadonlySet<string>,
): readonly Resource[] {
  const functionName = textOf(fn.outputs["name"]) ?? textOf(fn.outputs["id"]) ?? fn.name;
  return statements
    .filter(({ statement }) => statement["Effect"] !== "Deny")
    .map(({ qualifier, statement }, index) =>
      withInputs(found(types.permission, `${fn.name} ${qualifier ?? ""} ${index}`), {
        action: textOf(listOf(statement["Action"])[0]),
        function: functionName,
        principal: principalOf(statement["Principal"], written),
        sourceArn: conditionOf(statement, "aws:sourcearn"),
        sourceAccount: conditionOf(statement, "aws:sourceaccount"),
        principalOrgId: conditionOf(statement, "aws:principalorgid"),
        functionUrlAuthType: conditionOf(statement, "lambda:functionurlauthtype"),
        statementId: textOf(statement["Sid"]),
        qualifier,
      }),
    );
}

/** The graph with its functions' roles, limits and resource policies as they are. */
export function withLiveFunctions(graph: ResourceGraph, live: Live): ResourceGraph {
  const byUrn = new Map(live.functions.map((one) => [one.urn, one]));
  const functions = graph.filter(({ type }) => type === types.function);
  const written = new Set(
    graph
      .filter(({ type }) => type === types.permission)
      .flatMap(({ inputs }) => textOf(inputs["principal"]) ?? []),
  );
  return changed(
    graph,
    (one) => {
      if (one.type === types.permission) return undefined;
      if (one.type !== types.function) return one;
      const fn = byUrn.get(one.urn);
      const { roleArn, reservedConcurrency } = fn ?? {};
      return (
        fn &&
        withInputs(one, {
          role: roleArn ?? one.inputs["role"],
          reservedConcurrentExecutions: reservedConcurrency,
        })
      );
    },
    functions.flatMap((one) => {
      const fn = byUrn.get(one.urn);
      return fn === undefined ? [] : permissionsOf(one, fn, written);
    }),
  );
}
