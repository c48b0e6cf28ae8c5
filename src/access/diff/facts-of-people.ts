import type {
  Deployed,
  IdentityPoolDefinition,
  UserPoolClientDefinition,
  UserPoolDefinition,
} from "../../graph/deployed";
import { booleanOf, numberOf, recordOf, textOf, textsOf } from "../../base/values";
import { clientScopes, poolFacts } from "../who/user-pool-facts";
import type { Fact } from "./fact";

const yesNo = (value: boolean): string => (value ? "on" : "off");

/** Inputs that are compared by name, or that change nobody's access. */
const judged: ReadonlySet<string> = new Set([
  "adminCreateUserConfig",
  "deletionProtection",
  "mfaConfiguration",
  "name",
  "passwordPolicy",
  "tags",
]);

function ofPool(pool: UserPoolDefinition): readonly Fact[] {
  const facts = poolFacts(pool);
  const at = { where: `user pool ${pool.name}`, who: `whoever signs in to ${pool.name}` };
  const kinds = (["lowercase", "uppercase", "numbers", "symbols"] as const).filter(
    (kind) => !facts[kind],
  );
  const others = Object.entries(pool.inputs)
    .filter(([name]) => !judged.has(name))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return [
    {
      ...at,
      property: "selfSignUp",
      who: "anyone",
      value: [facts.selfSignUp ? 1 : 0],
      text: facts.selfSignUp ? "anyone" : "the invited",
    },
    {
      ...at,
      property: "mfa",
      value: [{ OFF: 0, OPTIONAL: 1, ON: 2 }[facts.mfa]],
      text: facts.mfa,
    },
    { ...at, property: "passwordLength", value: [facts.minimumLength] },
    {
      ...at,
      property: "passwordKinds",
      value: new Set(kinds.map((kind) => `without ${kind}`)),
      text: kinds.length === 0 ? "all kinds asked for" : `not asked for: ${kinds.join(", ")}`,
    },
    { ...at, property: "temporaryPassword", value: [facts.temporaryPasswordDays] },
    { ...at, property: "clients", value: new Set(pool.clients.map(({ name }) => name)) },
    { ...at, property: "poolSettings", value: JSON.stringify(others), text: "settings" },
    ...pool.clients.flatMap((client) => ofClient(pool, client)),
  ];
}

const unitSeconds: Readonly<Record<string, number>> = {
  seconds: 1,
  minutes: 60,
  hours: 3600,
  days: 86_400,
};

/** Lifetimes in seconds, AWS's defaults filled in: an hour, an hour, thirty days. */
function lifetimes(inputs: Readonly<Record<string, unknown>>): readonly number[] {
  const written = inputs["tokenValidityUnits"];
  const units = recordOf(Array.isArray(written) ? written[0] : written);
  const seconds = (name: string, unit: string, otherwise: number): number => {
    const amount = numberOf(inputs[`${name}Validity`]);
    if (amount === undefined || amount === 0) return otherwise;
    return amount * (unitSeconds[textOf(units[name]) ?? unit] ?? 1);
  };
  return [
    seconds("accessToken", "hours", 3600),
    seconds("idToken", "hours", 3600),
    seconds("refreshToken", "days", 30 * 86_400),
  ];
}

function ofClient(pool: UserPoolDefinition, { name, inputs }: UserPoolClientDefinition): Fact[] {
  const at = {
    where: `client ${pool.name}/${name}`,
    who: `whoever signs in to ${pool.name} by ${name}`,
  };
  const flows = [
    ...textsOf(inputs["explicitAuthFlows"]),
    ...(booleanOf(inputs["allowedOauthFlowsUserPoolClient"]) === true
      ? textsOf(inputs["allowedOauthFlows"])
      : []),
  ];
  const numbers = lifetimes(inputs);
  const hasSecret = booleanOf(inputs["generateSecret"]) === true;
  return [
    { ...at, property: "clientFlows", value: new Set(flows) },
    { ...at, property: "clientScopes", value: new Set(clientScopes(inputs)) },
    { ...at, property: "clientUrls", value: new Set(textsOf(inputs["callbackUrls"])) },
    {
      ...at,
      property: "tokenRevocation",
      // On where it is not set.
      value: new Set(booleanOf(inputs["enableTokenRevocation"]) === false ? [] : ["revocable"]),
    },
    { ...at, property: "clientSecret", value: new Set(hasSecret ? ["secret"] : []) },
    {
      ...at,
      property: "tokenSeconds",
      value: numbers,
      text: `access ${numbers[0]} s, ID ${numbers[1]} s, refresh ${numbers[2]} s`,
    },
  ];
}

function ofIdentityPool(pool: IdentityPoolDefinition): readonly Fact[] {
  const at = { where: `identity pool ${pool.name}`, who: `identities of ${pool.name}` };
  const providers = pool.cognitoProviders.map((one) => `${one.providerName} ${one.clientId}`);
  const checked = pool.cognitoProviders
    .filter(({ serverSideTokenCheck }) => serverSideTokenCheck)
    .map((one) => `${one.providerName} ${one.clientId}`);
  return [
    {
      ...at,
      property: "classicFlow",
      value: [pool.allowClassicFlow ? 1 : 0],
      text: yesNo(pool.allowClassicFlow),
    },
    { ...at, property: "identityProviders", value: new Set(providers) },
    // A provider that is new or gone is told by the property before.
    ...(providers.length > 0 && checked.length === providers.length
      ? [{ ...at, property: "tokenCheck" as const, value: new Set(["checked"]) }]
      : [{ ...at, property: "tokenCheck" as const, value: new Set<string>() }]),
    {
      ...at,
      property: "identityMapping",
      value: JSON.stringify([pool.roleMappings ?? [], pool.principalTags ?? []]),
      text: "mapping",
    },
  ];
}

/** How somebody becomes one of a pool's people. */
export function factsOfPeople(definition: Deployed): readonly Fact[] {
  return [
    ...definition.userPools.flatMap(ofPool),
    ...definition.identityPools.flatMap(ofIdentityPool),
    ...definition.users.map(({ name, accessKeys }): Fact => {
      const active = accessKeys.filter((key) => key.active).map((key) => key.accessKeyId);
      const at = { where: `user ${name}`, who: `user ${name}` };
      return { ...at, property: "userKeys", value: new Set(active) };
    }),
  ];
}
