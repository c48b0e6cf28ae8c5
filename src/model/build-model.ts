import type { AssumedBy } from "../spec";
import { acceptedModel } from "./accepted";
import { collect } from "./collect";
import type {
  ApiModel,
  AuthorizerModel,
  BuildOptions,
  IdentityPoolModel,
  UserPoolModel,
} from "./model";
import { byName, compare } from "./names";
import { notes } from "./notes";
import { SpecError } from "./problem";
import { endpointModel, namesOf, pick, sorted } from "./rows";
import { handlerOf } from "./rules/handler-files";
import { rules } from "./rules";
import { settle, type Unsettled, type UnsettledModel } from "./settle";
import type { Entry, Fields, Table } from "./table";

/**
 * The table as sorted plain data.
 * @throws SpecError with all problems at once
 */
export function buildModel(
  spec: Readonly<Record<string, unknown>>,
  options: BuildOptions,
): ApiModel {
  const { table, problems } = collect(spec, options);
  const found = [...problems, ...rules.flatMap((rule) => rule(table))];
  if (found.length > 0) throw new SpecError(found);
  return plainData(settle(toModel(table), options));
}

function toModel(table: Table): UnsettledModel {
  const { entries, options } = table;
  const names = (entry: Entry, field: string) => namesOf(table, entry, field);
  const one = (entry: Entry, field: string) => names(entry, field)[0] ?? "";
  return {
    api: options.api,
    stack: options.stack,
    endpoints: entries.endpoint.map((entry) => endpointModel(table, entry)).sort(byName),
    plans: entries.usagePlan
      .map(({ name, fields }) => ({
        name,
        ...pick(fields, ["quota", "throttle"]),
        alsoCovers: [...((fields["alsoCovers"] as never[] | undefined) ?? [])],
      }))
      .sort(byName),
    apiKeys: entries.apiKey
      .map((entry) => ({
        name: entry.name,
        plan: one(entry, "plan"),
        versions: entry.fields["customers"]
          ? []
          : ((entry.fields["versions"] as number[] | undefined) ?? [1]),
        customers: entry.fields["customers"] === true,
        ...pick(entry.fields, ["store"]),
      }))
      .sort(byName),
    userPools: entries.userPool.map((entry) => userPoolModel(entry, names)).sort(byName),
    userPoolClients: entries.userPoolClient
      .map((entry) => ({
        name: entry.name,
        userPool: one(entry, "userPool"),
        secret: entry.fields["secret"] === true,
        ...pick(entry.fields, ["signInPage", "tokens"]),
      }))
      .sort(byName),
    identityPools: entries.identityPool
      .map((entry) => ({
        name: entry.name,
        userPool: one(entry, "userPool"),
        clients: names(entry, "clients"),
        providers: (entry.fields["providers"] as IdentityPoolModel["providers"] | undefined) ?? {},
        calls: names(entry, "calls"),
        groups: Object.keys((entry.fields["groups"] as object | undefined) ?? {}).map((group) => ({
          name: group,
          calls: namesInGroup(table, entry, group),
        })),
        sync: entry.fields["sync"] === true,
        classicFlow: entry.fields["classicFlow"] === true,
        ...(entry.fields["guestCalls"] !== undefined && {
          guestCalls: names(entry, "guestCalls"),
        }),
      }))
      .sort(byName),
    authorizers: entries.lambdaAuthorizer.map(authorizerModel).sort(byName),
    triggers: entries.trigger
      .map((entry) => ({ name: entry.name, handler: handlerOf(entry) }))
      .sort(byName),
    callers: entries.caller
      .map((entry) => ({
        name: entry.name,
        assumedBy: [entry.fields["assumedBy"] ?? []].flat() as AssumedBy[],
        ...pick(entry.fields, ["role", "externalId", "conditions", "maxSessionHours"]),
        calls: names(entry, "calls"),
        invokes: names(entry, "invokes"),
      }))
      .sort(byName),
    settings: settingsModel(entries.apiSettings[0]),
    ...acceptedModel(table),
    notes: notes(table),
  };
}

/** The names of the rows that a group of an identity pool may call beside the others, sorted. */
function namesInGroup(table: Table, entry: Entry, group: string): string[] {
  const ofGroup = { ...entry, fields: { calls: (entry.fields["groups"] as Fields)[group] } };
  return namesOf(table, ofGroup, "calls");
}

function settingsModel(entry: Entry | undefined): UnsettledModel["settings"] {
  const fields = entry?.fields ?? {};
  return {
    ...pick(fields, ["throttle", "description", "cors"]),
    binaryMediaTypes: sorted(fields["binaryMediaTypes"]),
  };
}

function userPoolModel(
  entry: Entry,
  names: (entry: Entry, field: string) => string[],
): UserPoolModel {
  const { name, fields } = entry;
  const triggers = ["postConfirmation", "preSignUp", "preTokenGeneration"].flatMap((trigger) =>
    names(entry, `triggers.${trigger}`).map((handler) => [trigger, handler]),
  );
  return {
    name,
    signUp: fields["signUp"] as UserPoolModel["signUp"],
    verify: (fields["verify"] as UserPoolModel["verify"] | undefined) ?? "email",
    mfa: (fields["mfa"] as UserPoolModel["mfa"] | undefined) ?? "off",
    mfaFactors: (fields["mfaFactors"] as UserPoolModel["mfaFactors"] | undefined) ?? ["totp"],
    ...pick(fields, ["passwordPolicy", "signInPage", "tokens"]),
    scopes: sorted(fields["scopes"]),
    groups: sorted(fields["groups"]),
    triggers: Object.fromEntries(triggers) as UserPoolModel["triggers"],
  };
}

function authorizerModel(entry: Entry): Unsettled<AuthorizerModel> {
  const { name, fields } = entry;
  return {
    name,
    type: fields["type"] as AuthorizerModel["type"],
    identitySource: (fields["identitySource"] as string[]).map(String),
    cacheSeconds: fields["cacheSeconds"] as number,
    ...pick(fields, ["identityValidationExpression"]),
    context: Object.keys((fields["context"] as object | undefined) ?? {}).sort(compare),
    handler: handlerOf(entry),
  };
}

/** A copy without anything that JSON does not carry. */
function plainData<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}
