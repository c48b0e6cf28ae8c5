import type { Deployed, UserPoolDefinition } from "../../graph/deployed";
import { isRecord, listOf, recordOf, textOf, type Values } from "../../base/values";
import type { TokenCredential } from "../../access/verify/caller";
import { callAws, type AwsKeys, type Caller } from "../aws/call";
import { AwsCallError } from "../aws/failed-call";
import { authorizerProof, givenKey, givenToken, type GivenProofs } from "./given-proofs";
import { machineToken } from "./machine-token";
import { foreignToken, tamperedToken } from "./made-tokens";
import { once, reasonOf, unavailable, type Proofs, type Unavailable } from "./proofs";

/** What credentials of a deployed stack are had from. */
export interface StackProofParts {
  definition: Deployed;
  /** As `pulumi stack output --json --show-secrets` prints them. */
  outputs: Values;
  given: GivenProofs;
  /** Absent: there are no AWS credentials. */
  caller?: Caller;
}

/** The outputs of this name, also where an export holds all outputs of an API. */
function outputsNamed(outputs: Values, name: string): readonly Values[] {
  const inside = Object.values(outputs).filter(isRecord);
  return [outputs, ...inside].map((one) => one[name]).filter(isRecord);
}

function lookUp(outputs: Values, name: string, key: string): unknown {
  return outputsNamed(outputs, name)
    .map((one) => one[key])
    .find((one) => one !== undefined);
}

/** Credentials of everybody that the stack's outputs, AWS and a person give. */
export function stackProofs(parts: StackProofParts): Proofs {
  const { definition, outputs, given, caller } = parts;

  const account = once(async () => {
    const { Account } = await callAws("sts", "GetCallerIdentity", { input: {}, caller: caller! });
    return textOf(Account) ?? definition.accountId;
  });

  const assumed = once(async (name: string): Promise<AwsKeys | Unavailable> => {
    if (caller === undefined) return unavailable("there are no AWS credentials");
    const role = definition.roles.find((one) => one.name === name);
    if (role === undefined) return unavailable("the role is not in the graph");
    try {
      const written = textOf(recordOf(lookUp(outputs, "callers", name))["roleArn"]);
      const own = role.arn.replace(/^(arn:[^:]+:iam::)\d*/, `$1${await account("")}`);
      const input = { RoleArn: written ?? own, RoleSessionName: "gatehouse-verify" };
      const answer = await callAws("sts", "AssumeRole", { input, caller });
      const { AccessKeyId, SecretAccessKey, SessionToken } = recordOf(answer["Credentials"]);
      return {
        accessKeyId: String(AccessKeyId),
        secretAccessKey: String(SecretAccessKey),
        sessionToken: String(SessionToken),
      };
    } catch (error) {
      // AWS's own message names the role, which each line does.
      const why = error instanceof AwsCallError ? error.code : reasonOf(error);
      return unavailable(`the caller may not assume the role (${why})`);
    }
  });

  function machineOf(pool: UserPoolDefinition) {
    const { domain, scopesClient } = recordOf(lookUp(outputs, "userPools", pool.name));
    const [id, secret] = ["id", "secret"].map((one) => textOf(recordOf(scopesClient)[one]));
    const host = textOf(domain) ?? pool.domain;
    if (id === undefined || secret === undefined || host === undefined) return undefined;
    const region = pool.arn.split(":")[3] ?? definition.region;
    const whole = host.includes(".") ? host : `${host}.auth.${region}.amazoncognito.com`;
    return { origin: /^https?:/.test(host) ? host : `https://${whole}`, id, secret };
  }

  const sound = once(async (text: string): Promise<string | Unavailable> => {
    const credential = JSON.parse(text) as TokenCredential;
    const known = givenToken(given, credential);
    if (known !== undefined) return known;
    const { scope, pool: name, poolId } = credential;
    const pool = definition.userPools.find(({ id }) => id === poolId);
    const person = `a token of ${name} needs somebody to sign in: give one by --proofs`;
    if (pool === undefined || scope === undefined || scope.startsWith("aws.cognito."))
      return unavailable(person);
    const machine = machineOf(pool);
    if (!machine)
      return unavailable(`the outputs name no client of machines and domain of ${name}: ${person}`);
    try {
      return await machineToken(machine, scope);
    } catch (error) {
      return unavailable(`no token of the pool ${name}: ${reasonOf(error)}`);
    }
  });

  return {
    async key(id) {
      const key = definition.apiKeys.find((one) => one.id === id);
      if (key === undefined) return unavailable("the key is not in the graph");
      const { group, name, version = 1 } = key;
      const versions = listOf(lookUp(outputs, "apiKeys", group ?? name)).map(recordOf);
      const found = versions.find((one) => Number(one["version"] ?? 1) === version);
      const value = givenKey(given, key) ?? textOf(found?.["value"]);
      // Without --show-secrets every value reads the same.
      if (value !== undefined && value !== "[secret]") return value;
      return unavailable("its value is not among the stack's outputs");
    },
    async signer(kind, name) {
      if (kind === "role") return assumed(name);
      return given.users[name] ?? unavailable("a user's access key is known to itself: --proofs");
    },
    async token({ fault, ...plain }) {
      const region = definition.region;
      if (fault === "foreign") return foreignToken(region, plain.scope);
      if (fault === "expired") return unavailable("nobody has an expired token of a deployed pool");
      const token = await sound(JSON.stringify(plain));
      return typeof token === "string" && fault === "tampered" ? tamperedToken(token) : token;
    },
    async authorizer(name, answer) {
      const all = definition.apis.flatMap(({ authorizers }) => authorizers);
      return authorizerProof(
        given,
        all.find((one) => one.name === name),
        answer,
      );
    },
    close: async () => {},
  };
}
