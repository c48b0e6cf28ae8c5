import type { Verb } from "../spec";
import { jsonSchema } from "./json-schema";
import type { EndpointModel, ParameterModel } from "./model";
import type { Unsettled } from "./settle";
import { compare } from "./names";
import { referred } from "./references";
import { parameterNames, parseRoute } from "./route";
import { handlerOf } from "./rules/handler-files";
import { isRecord, type Entry, type Fields, type Table } from "./table";
import { accepts } from "./zod-text";

/** A row as plain data. Only for a table without problems: its fields are what the language says. */
export function endpointModel(table: Table, entry: Entry): Unsettled<EndpointModel> {
  const { name, fields } = entry;
  const { verb, path, segments } = routeOf(fields);
  const names = (field: string) => namesOf(table, entry, field);
  const [userPool] = names("userPool");
  const [authorizer] = names("authorizer");
  const [key] = names("key");
  return {
    name,
    route: `${verb} ${path}`,
    verb,
    path,
    access: fields["access"] as EndpointModel["access"],
    plans: names("plans"),
    ...(userPool !== undefined && { userPool }),
    scopes: sorted(fields["scopes"]),
    clients: names("clients"),
    ...(authorizer !== undefined && { authorizer }),
    calls: names("calls"),
    invokes: names("invokes"),
    ...(key !== undefined && { key }),
    handler: handlerOf(entry),
    ...pick(fields, ["throttle", "timeoutSeconds", "memoryMegabytes", "cors"]),
    parameters: [
      ...parameterNames(segments).sort(compare).map(pathParameter),
      ...parametersIn(fields["query"], "query"),
      ...parametersIn(fields["headers"], "header"),
    ],
    ...(fields["body"] !== undefined && { body: jsonSchema(fields["body"]) }),
    bodyRequired: fields["body"] !== undefined && !accepts(fields["body"], undefined),
    ...(fields["response"] !== undefined && { response: jsonSchema(fields["response"]) }),
  };
}

/** The names of what a field refers to, sorted. */
export function namesOf(table: Table, entry: Entry, field: string): string[] {
  return referred(table, entry, field)
    .map(({ name }) => name)
    .sort(compare);
}

/** The texts of a list, sorted; none where there is no list. */
export function sorted(list: unknown): string[] {
  return Array.isArray(list) ? list.map(String).sort(compare) : [];
}

/** Those of some fields that are given. */
export function pick(fields: Fields, names: readonly string[]): Record<string, never> {
  const given = names.filter((name) => fields[name] !== undefined);
  return Object.fromEntries(given.map((name) => [name, fields[name]])) as Record<string, never>;
}

function routeOf(fields: Fields): { verb: Verb } & Exclude<ReturnType<typeof parseRoute>, string> {
  const route = parseRoute(fields["route"]);
  if (typeof route === "string") throw new Error(`A malformed route got past its rule: ${route}`);
  return route;
}

function pathParameter(name: string): ParameterModel {
  return { name, in: "path", required: true };
}

function parametersIn(schemas: unknown, place: "query" | "header"): ParameterModel[] {
  if (!isRecord(schemas)) return [];
  return Object.entries(schemas)
    .map(([name, schema]): ParameterModel => {
      return { name, in: place, required: !accepts(schema, undefined) };
    })
    .sort((a, b) => compare(a.name, b.name));
}
