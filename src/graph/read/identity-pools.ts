import type {
  IdentityPoolDefinition,
  PrincipalTagDefinition,
  RoleMappingDefinition,
} from "../deployed";
import type { Entry } from "./graph-index";
import { nameOf, type Reading } from "./reading";
import { knownInputs, warnOfUnknown } from "./user-pools";
import { types } from "../types";
import {
  booleanOf,
  holdsUnknown,
  isRecord,
  isUnknown,
  listOf,
  present,
  recordOf,
  textOf,
  textsByName,
  type Values,
} from "../../base/values";

type Rule = RoleMappingDefinition["rules"][number];

function ruleOf(value: unknown): Rule[] {
  const { claim, matchType, roleArn, value: expected } = recordOf(value);
  const [name, match, role, text] = [
    textOf(claim),
    textOf(matchType),
    textOf(roleArn),
    textOf(expected),
  ];
  const known = ["Equals", "Contains", "StartsWith", "NotEqual"].includes(match ?? "");
  if (!known || name === undefined || role === undefined || text === undefined) return [];
  return [{ claim: name, matchType: match as Rule["matchType"], value: text, roleArn: role }];
}

/** Mappings as the provider writes them (a list), or as the service does (by provider). */
function mappingsOf(entry: Entry, reading: Reading): readonly RoleMappingDefinition[] {
  const written = entry.inputs["roleMappings"];
  const items: readonly Values[] = isRecord(written)
    ? Object.entries(written).map(([identityProvider, mapping]) => ({
        identityProvider,
        ...recordOf(mapping),
      }))
    : listOf(written).map(recordOf);
  return items.flatMap((item): RoleMappingDefinition[] => {
    const identityProvider = textOf(item["identityProvider"]);
    if (identityProvider === undefined) {
      reading.warn(`${nameOf(entry)}: a role mapping's provider is not known, so it maps nothing.`);
      return [];
    }
    const unknown = holdsUnknown(item);
    if (unknown)
      reading.warn(`${nameOf(entry)}: a role mapping is not known, so it gives no role.`);
    const rules = listOf(item["mappingRules"] ?? recordOf(item["rulesConfiguration"])["rules"]);
    return [
      {
        identityProvider,
        type: unknown || textOf(item["type"]) === "Rules" ? "Rules" : "Token",
        ambiguousRoleResolution:
          !unknown && textOf(item["ambiguousRoleResolution"]) === "AuthenticatedRole"
            ? "AuthenticatedRole"
            : "Deny",
        rules: unknown ? [] : rules.flatMap(ruleOf),
      },
    ];
  });
}

function tagsOf(entry: Entry): PrincipalTagDefinition[] {
  const identityProviderName = textOf(entry.inputs["identityProviderName"]);
  if (identityProviderName === undefined) return [];
  return [
    {
      identityProviderName,
      useDefaults: booleanOf(entry.inputs["useDefaults"]) ?? false,
      tags: textsByName(entry.inputs["principalTags"]),
    },
  ];
}

function providersOf(entry: Entry): IdentityPoolDefinition["cognitoProviders"] {
  return listOf(entry.inputs["cognitoIdentityProviders"]).flatMap((value) => {
    const provider = recordOf(value);
    const clientId = textOf(provider["clientId"]);
    const providerName = textOf(provider["providerName"]);
    if (clientId === undefined || providerName === undefined) return [];
    const check = provider["serverSideTokenCheck"];
    return [
      {
        clientId,
        providerName,
        serverSideTokenCheck: isUnknown(check) || (booleanOf(check) ?? false),
      },
    ];
  });
}

/** All identity pools of a graph, with their roles. */
export function readIdentityPools(reading: Reading): readonly IdentityPoolDefinition[] {
  const { index } = reading;
  return index.all(types.identityPool).map((entry) => {
    const mine = (other: Entry): boolean =>
      index.find(types.identityPool, other.inputs["identityPoolId"]) === entry;
    const attachment = index.all(types.identityPoolRoleAttachment).filter(mine).at(-1);
    const roles = recordOf(attachment?.inputs["roles"]);
    const known = knownInputs(entry.inputs);
    warnOfUnknown(entry, known.unknownInputs, reading);
    return present({
      name: entry.name,
      id: entry.idKnown ? entry.id : `${reading.home.region}:${entry.id}`,
      allowUnauthenticated: booleanOf(entry.inputs["allowUnauthenticatedIdentities"]) ?? false,
      allowClassicFlow: booleanOf(entry.inputs["allowClassicFlow"]) ?? false,
      cognitoProviders: providersOf(entry),
      authenticatedRoleArn: textOf(roles["authenticated"]) || undefined,
      unauthenticatedRoleArn: textOf(roles["unauthenticated"]) || undefined,
      roleMappings: attachment ? mappingsOf(attachment, reading) : [],
      principalTags: index.all(types.identityPoolProviderPrincipalTag).filter(mine).flatMap(tagsOf),
      ...known,
    }) as IdentityPoolDefinition;
  });
}
