import * as pulumi from "@pulumi/pulumi";
import type { ApiModel, EndpointModel } from "../../model";
import { nameInAws, type ApiContext, type Place } from "../context";
import type { Environment } from "./function-options";

/** What the environment of a row's function needs beside the table. */
export interface EnvironmentParts {
  apiId: pulumi.Input<string>;
  /** Value of the key that the row sends, where it has one. */
  keyValue?: pulumi.Input<string>;
}

/** What `client` reads: how each callee is reached, and with what. */
export function environmentOf(
  context: ApiContext,
  row: EndpointModel,
  { apiId, keyValue }: EnvironmentParts,
): { environment: Environment; secret: boolean } {
  const { model } = context;
  const callees = rowsNamed(model, row.calls);
  const sendsKey = callees.some(({ plans }) => plans.length > 0) && keyValue !== undefined;
  const calls = callees.map((callee) => [callee.name, calleeEntry(model, callee)]);
  const invokes = row.invokes.map((name) => [name, `${nameInAws(context, name)}:direct`]);
  return {
    environment: {
      ...(calls.length === 0
        ? {}
        : {
            GATEHOUSE_API_URL: apiUrl(context, apiId),
            GATEHOUSE_CALLS: JSON.stringify(Object.fromEntries(calls)),
          }),
      ...(sendsKey ? { GATEHOUSE_API_KEY: keyValue } : {}),
      ...(invokes.length === 0
        ? {}
        : { GATEHOUSE_INVOKES: JSON.stringify(Object.fromEntries(invokes)) }),
    },
    secret: sendsKey,
  };
}

/** Where the API's stage is reached, as text at the first preview but for the API's id. */
export function apiUrl(context: ApiContext, apiId: pulumi.Input<string>): pulumi.Output<string> {
  return pulumi
    .all([context.place, apiId])
    .apply(([{ region, dnsSuffix }, id]: [Place, string]) => {
      return `https://${id}.execute-api.${region}.${dnsSuffix}/${context.model.stack}`;
    });
}

function calleeEntry(model: ApiModel, { access, plans, authorizer }: EndpointModel) {
  const sources = model.authorizers.find(({ name }) => name === authorizer)?.identitySource;
  return {
    access,
    ...(plans.length > 0 ? { key: true } : {}),
    ...(sources === undefined ? {} : { sources }),
  };
}

/** The rows of some names, in the order of the names. */
export function rowsNamed(model: ApiModel, names: readonly string[]): EndpointModel[] {
  return names.flatMap((name) => model.endpoints.find((row) => row.name === name) ?? []);
}
