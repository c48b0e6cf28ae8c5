import type { ApiModel } from "../../model";
import type { StackConfig } from "./config-schema";
import { logicalName } from "../parts/keys";
import { runError } from "../run-error";

/**
 * @throws RunError that names everything in a stack's configuration that the table contradicts
 */
export function checkStackConfig(model: ApiModel, config: StackConfig): void {
  const problems = [...unknownNames(model, config), ...contradictions(model, config)];
  if (problems.length === 0) return;
  throw runError(
    ["The stack's configuration has problems:", ...problems].join("\n- ") +
      `\nCorrect them in Pulumi.${model.stack}.yaml.`,
  );
}

/** By key: the names that it may hold, and what they name. */
function unknownNames(model: ApiModel, config: StackConfig): string[] {
  const namesOf = (list: readonly { name: string }[]) => list.map(({ name }) => name);
  const keys = [
    ["userPools", "user pool", namesOf(model.userPools)],
    ["userPoolDomains", "user pool", namesOf(model.userPools)],
    ["plans", "usage plan", namesOf(model.plans)],
    ["throttles", "row", namesOf(model.endpoints)],
    ["customers", "key with `customers`", namesOf(model.apiKeys.filter((key) => key.customers))],
    ["apiKeyValues", "version of a key", keyNames(model, config)],
  ] as const;
  return keys.flatMap(([key, what, names]) =>
    Object.keys(config[key])
      .filter((name) => !names.includes(name))
      .map(
        (name) =>
          `gatehouse:${key}.${name}: the table has no such ${what}. Expected one of: ${names.join(", ") || "none"}.`,
      ),
  );
}

function keyNames({ apiKeys }: ApiModel, { customers }: StackConfig): string[] {
  return apiKeys.flatMap(({ name, versions }) => [
    ...versions.map((version) => logicalName(name, { version })),
    ...Object.entries(customers[name] ?? {}).flatMap(([customer, own]) =>
      own.map((version) => logicalName(name, { version, customer })),
    ),
  ]);
}

function contradictions(model: ApiModel, { domain, canary, ...config }: StackConfig): string[] {
  const callers = model.endpoints.filter(({ calls }) => calls.length > 0).map(({ name }) => name);
  const network = config.private;
  const hasSubnets =
    typeof network === "object" ? "subnetIds" in network && "securityGroupIds" in network : true;
  return [
    ...(domain?.truststore && callers.length > 0
      ? [
          `gatehouse:domain.truststore: clients need a certificate, and the functions that call the API have none: ${callers.join(", ")}. ` +
            "Expected rows without `calls`. Take the truststore out, or let them use `invokes`.",
        ]
      : []),
    ...(domain && network !== undefined
      ? [
          "gatehouse:domain: a private API has no regional domain. Expected `domain` or `private`. Take one of them out.",
        ]
      : []),
    ...(network !== undefined && !hasSubnets && callers.length > 0
      ? [
          `gatehouse:private: ${callers.join(", ")} call the API, and only from within the VPC they can. ` +
            "Expected `subnetIds` and `securityGroupIds` beside `vpcEndpointIds`, found none. Add them.",
        ]
      : []),
    ...(canary && !config.keepDeployments
      ? [
          "gatehouse:canary: the deployment that calls stay with is deleted when a new one is made. " +
            "Expected gatehouse:keepDeployments: true, found false. Set it, run `pulumi up` once, then set the canary.",
        ]
      : []),
    ...offsets(config.plans),
    ...existingPools(model, config),
    ...equalValues(config.apiKeyValues),
  ];
}

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_QuotaSettings.html */
const longestOffset = { DAY: 0, WEEK: 6, MONTH: 27 } as const;

function offsets(plans: StackConfig["plans"]): string[] {
  return Object.entries(plans).flatMap(([name, { quota }]) => {
    if (quota?.offset === undefined || quota.offset <= longestOffset[quota.period]) return [];
    return [
      `gatehouse:plans.${name}.quota.offset: expected 0 to ${longestOffset[quota.period]} for ${quota.period}, found ${quota.offset}.`,
    ];
  });
}

/** What the table asks of a pool that another program made. */
function existingPools(model: ApiModel, { userPools }: StackConfig): string[] {
  return Object.entries(userPools).flatMap(([pool, { clients }]) => [
    ...model.userPoolClients
      .filter(({ name, userPool }) => userPool === pool && clients[name] === undefined)
      .map(
        ({ name }) =>
          `gatehouse:userPools.${pool}.clients.${name}: the pool exists already, so its client must, too. Expected its id, found none. Add it.`,
      ),
    ...model.identityPools
      .filter(({ userPool, groups }) => userPool === pool && groups.length > 0)
      .map(
        ({ name }) =>
          `gatehouse:userPools.${pool}: ${name} has roles by group, and groups of a pool that exists already are not this program's. Expected no \`groups\`. Take them out, or let this program make the pool.`,
      ),
  ]);
}

/** Equal values count as one key: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html */
function equalValues(values: StackConfig["apiKeyValues"]): string[] {
  const entries = Object.entries(values);
  return entries.flatMap(([name, value], index) => {
    const first = entries.findIndex(([, other]) => other === value);
    if (first === index) return [];
    return [
      `gatehouse:apiKeyValues.${name}: it has the value of ${entries[first]?.[0]}. Expected a unique value. Choose another.`,
    ];
  });
}
