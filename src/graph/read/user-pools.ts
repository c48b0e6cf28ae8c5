import type { UserPoolClientDefinition, UserPoolDefinition } from "../deployed";
import { identityOf, type Entry } from "./graph-index";
import { homeOfEntry } from "./home";
import { nameOf, type Reading } from "./reading";
import { stableId } from "../../base/stable-id";
import { types } from "../types";
import {
  holdsUnknown,
  listOf,
  numberOf,
  present,
  recordOf,
  textOf,
  type Values,
} from "../../base/values";

/** Inputs that are known, and the names of those that are not. */
export function knownInputs(inputs: Values): { inputs: Values; unknownInputs?: readonly string[] } {
  const entries = Object.entries(inputs);
  const unknown = entries.filter(([, value]) => holdsUnknown(value)).map(([name]) => name);
  const known = Object.fromEntries(entries.filter(([name]) => !unknown.includes(name)));
  return unknown.length > 0 ? { inputs: known, unknownInputs: unknown } : { inputs: known };
}

/** Says which inputs are not known. */
export function warnOfUnknown(
  entry: Entry,
  unknown: readonly string[] | undefined,
  reading: Reading,
): void {
  if (unknown !== undefined)
    reading.warn(
      `${nameOf(entry)}: not known here, so what needs it refuses: ${unknown.join(", ")}.`,
    );
}

/** Entries of a type whose `userPoolId` names this pool. */
function ofPool(type: string, pool: Entry, reading: Reading): readonly Entry[] {
  const all = reading.index.all(type);
  return all.filter(
    (entry) => reading.index.find(types.userPool, entry.inputs["userPoolId"]) === pool,
  );
}

function clientOf(entry: Entry, reading: Reading): UserPoolClientDefinition {
  const { inputs, unknownInputs } = knownInputs(entry.inputs);
  warnOfUnknown(entry, unknownInputs, reading);
  return present({
    name: entry.name,
    id: entry.id,
    secret: identityOf(entry, "clientSecret"),
    inputs,
  });
}

function resourceServerOf(entry: Entry): UserPoolDefinition["resourceServers"][number][] {
  const identifier = identityOf(entry, "identifier");
  if (identifier === undefined) return [];
  const scopes = listOf(entry.inputs["scopes"]).flatMap(
    (scope) => textOf(recordOf(scope)["scopeName"]) ?? textOf(scope) ?? [],
  );
  return [{ identifier, scopes }];
}

function groupOf(entry: Entry): UserPoolDefinition["groups"][number] {
  return present({
    name: identityOf(entry, "name") ?? entry.name,
    roleArn: textOf(entry.inputs["roleArn"]) || undefined,
    precedence: numberOf(entry.inputs["precedence"]),
  });
}

/** The pool's id in AWS's form: `<region>_<nine characters>`. */
function poolIdOf(entry: Entry, region: string): string {
  return entry.idKnown ? entry.id : `${region}_${stableId(entry.urn, 9)}`;
}

/** All user pools of a graph, with what belongs to them. */
export function readUserPools(reading: Reading): readonly UserPoolDefinition[] {
  return reading.index.all(types.userPool).map((entry) => {
    const { partition, region, accountId } = homeOfEntry(entry, reading.home, "arn");
    const id = poolIdOf(entry, region);
    const known = knownInputs(entry.inputs);
    warnOfUnknown(entry, known.unknownInputs, reading);
    const [domain] = ofPool(types.userPoolDomain, entry, reading);
    return present({
      name: entry.name,
      id,
      arn:
        identityOf(entry, "arn") ??
        `arn:${partition}:cognito-idp:${region}:${accountId}:userpool/${id}`,
      clients: ofPool(types.userPoolClient, entry, reading).map((client) =>
        clientOf(client, reading),
      ),
      resourceServers: ofPool(types.resourceServer, entry, reading).flatMap(resourceServerOf),
      groups: ofPool(types.userGroup, entry, reading).map(groupOf),
      domain: domain && identityOf(domain, "domain"),
      ...known,
    }) as UserPoolDefinition;
  });
}
