import type { UserPoolClientDefinition } from "../../../../graph/deployed";
import { numberOf, recordOf, textOf, textsOf } from "./read-input";

/** What a client's inputs say, with Cognito's defaults. */
export interface ClientSettings {
  /** `ALLOW_USER_PASSWORD_AUTH` …; older names are turned into these. */
  authFlows: ReadonlySet<string>;
  accessTokenSeconds: number;
  idTokenSeconds: number;
  refreshTokenSeconds: number;
  /** How long a challenge waits for its answer. */
  sessionSeconds: number;
  /** Answers do not tell whether a user exists. */
  hideUnknownUsers: boolean;
  /** Attributes that users of the client may write; undefined: the standard ones and all custom ones. */
  writeAttributes?: readonly string[];
  readAttributes?: readonly string[];
  oauthFlows: readonly string[];
  oauthScopes: readonly string[];
  callbackUrls: readonly string[];
  logoutUrls: readonly string[];
  /** `COGNITO` where the pool's own users may sign in on the page. */
  identityProviders: readonly string[];
  /** A refresh token is good once, and a new one comes with each answer. */
  rotation?: { graceSeconds: number };
  revocation: boolean;
}

const cache = new WeakMap<UserPoolClientDefinition, ClientSettings>();

/** The settings of a client. */
export function clientSettings(client: UserPoolClientDefinition): ClientSettings {
  const known = cache.get(client);
  if (known) return known;
  const settings = readSettings(client.inputs);
  cache.set(client, settings);
  return settings;
}

const unitSeconds: Readonly<Record<string, number>> = {
  seconds: 1,
  minutes: 60,
  hours: 3_600,
  days: 86_400,
};

/** Flows of a client that names none: CreateUserPoolClient, ExplicitAuthFlows. */
const defaultFlows = ["ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_USER_SRP_AUTH", "ALLOW_CUSTOM_AUTH"];

const olderFlows: Readonly<Record<string, readonly string[]>> = {
  ADMIN_NO_SRP_AUTH: ["ALLOW_ADMIN_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
  CUSTOM_AUTH_FLOW_ONLY: ["ALLOW_CUSTOM_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
  USER_PASSWORD_AUTH: ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
};

function readSettings(inputs: Readonly<Record<string, unknown>>): ClientSettings {
  const units = recordOf(inputs["tokenValidityUnits"]);
  const seconds = (token: string, standardUnit: string, standard: number) => {
    const amount = numberOf(inputs[`${token}Validity`]) || standard;
    return amount * (unitSeconds[textOf(units[token]) ?? standardUnit] ?? 0);
  };
  const named = textsOf(inputs["explicitAuthFlows"]);
  const flows = named.flatMap((flow) => olderFlows[flow] ?? [flow]);
  const rotation = recordOf(inputs["refreshTokenRotation"]);
  const write = textsOf(inputs["writeAttributes"]);
  const read = textsOf(inputs["readAttributes"]);
  const providers = textsOf(inputs["supportedIdentityProviders"]);
  const oauth = inputs["allowedOauthFlowsUserPoolClient"] === true;
  return {
    authFlows: new Set(flows.length > 0 ? flows : defaultFlows),
    accessTokenSeconds: seconds("accessToken", "hours", 1),
    idTokenSeconds: seconds("idToken", "hours", 1),
    refreshTokenSeconds: seconds("refreshToken", "days", 30),
    sessionSeconds: (numberOf(inputs["authSessionValidity"]) || 3) * 60,
    hideUnknownUsers: inputs["preventUserExistenceErrors"] === "ENABLED",
    ...(write.length > 0 && { writeAttributes: write }),
    ...(read.length > 0 && { readAttributes: read }),
    oauthFlows: oauth ? textsOf(inputs["allowedOauthFlows"]) : [],
    oauthScopes: oauth ? textsOf(inputs["allowedOauthScopes"]) : [],
    callbackUrls: textsOf(inputs["callbackUrls"]),
    logoutUrls: textsOf(inputs["logoutUrls"]),
    identityProviders: providers.length > 0 ? providers : ["COGNITO"],
    ...(rotation["feature"] === "ENABLED" && {
      rotation: { graceSeconds: numberOf(rotation["retryGracePeriodSeconds"]) ?? 0 },
    }),
    revocation: inputs["enableTokenRevocation"] !== false,
  };
}
