import { dataOf, isRecord, listOf, textOf, type Values } from "../../base/values";
import { AwsCallError, callAws, callJson, callQuery, type Caller } from "../aws/call";
import type { ServiceName } from "../aws/environment";
import { DriftError, type LiveSource } from "./live-source";

type Ask = (caller: Caller, ...about: string[]) => Promise<Values>;

const part = encodeURIComponent;
/** Pages of one list at most: more is a fault of what answers. */
const mostPages = 1_000;

async function rest(service: ServiceName, path: string, caller: Caller): Promise<Values> {
  const { body } = await callAws({ service, path }, caller);
  const data = dataOf(body);
  if (isRecord(data)) return data;
  throw new DriftError(`${service} ${path.split("?")[0]}: expected a JSON object.`);
}

/** All pages of a list as one answer. */
async function pages(
  { list, token, most }: { list: string; token: string; most: number },
  ask: (token: string | undefined) => Promise<Values>,
): Promise<Values> {
  const items: unknown[] = [];
  let next: string | undefined;
  for (let page = 0; page < mostPages; page += 1) {
    const answer = await ask(next);
    items.push(...listOf(answer[list] === "" ? [] : answer[list]));
    next = textOf(answer[token]);
    if (!next || items.length > most) return { [list]: items };
  }
  throw new DriftError(`a list of ${list} that does not end`);
}

/** A list of API Gateway's; the wire calls it `item`, the CLI `items`. */
const gatewayList =
  (path: (...about: string[]) => string): Ask =>
  (caller, ...about) =>
    pages({ list: "items", token: "position", most: 100_000 }, async (position) => {
      const base = `${path(...about)}${path(...about).includes("?") ? "&" : "?"}limit=500`;
      const next = position === undefined ? "" : `&position=${part(position)}`;
      const { item, items, ...others } = await rest("apigateway", `${base}${next}`, caller);
      return { ...others, items: items ?? item ?? [] };
    });

const json =
  (service: "cognito-idp" | "cognito-identity", target: string, ...names: string[]): Ask =>
  (caller, ...about) =>
    callJson(service, target, {
      input: Object.fromEntries(names.map((name, index) => [name, about[index]])),
      caller,
    });

interface JsonList {
  list: string;
  /** Name of what the list is about. */
  of?: string;
  size: number;
}

const jsonList =
  (
    service: "cognito-idp" | "cognito-identity",
    target: string,
    { list, of, size }: JsonList,
  ): Ask =>
  (caller, about) =>
    pages({ list, token: "NextToken", most: 100_000 }, (token) =>
      callJson(service, target, {
        input: {
          ...(of !== undefined && { [of]: about }),
          MaxResults: size,
          ...(token !== undefined && { NextToken: token }),
        },
        caller,
      }),
    );

/** Policies come percent-encoded in XML. */
function decoded(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(decoded);
  if (isRecord(value))
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, decoded(item)]));
  if (typeof value !== "string" || !/^%7B/i.test(value)) return value;
  return dataOf(decodeURIComponent(value)) ?? value;
}

const iam =
  (action: string, ...names: string[]): Ask =>
  async (caller, ...about) => {
    const input = Object.fromEntries(names.map((name, index) => [name, about[index] ?? ""]));
    return decoded(await callQuery("iam", action, { input, caller })) as Values;
  };

const iamList =
  (action: string, list: string, name: string): Ask =>
  (caller, about) =>
    pages({ list, token: "Marker", most: 10_000 }, async (marker) => {
      const next = marker === undefined ? {} : { Marker: marker };
      const input = { [name]: about ?? "", ...next };
      return callQuery("iam", action, { input, caller });
    });

const policyOf: Ask = async (caller, name = "", qualifier) => {
  const query = qualifier === undefined ? "" : `?Qualifier=${part(qualifier)}`;
  return rest("lambda", `/2015-03-31/functions/${part(name)}/policy${query}`, caller);
};

/** Every operation, by the name that the AWS CLI has for it. */
const operations: Readonly<Record<string, Ask>> = {
  "apigateway/get-rest-apis": gatewayList(() => "/restapis"),
  "apigateway/get-rest-api": (caller, id = "") =>
    rest("apigateway", `/restapis/${part(id)}`, caller),
  "apigateway/get-stages": (caller, id = "") =>
    rest("apigateway", `/restapis/${part(id)}/stages`, caller),
  "apigateway/get-export": (caller, id = "", stage = "") =>
    rest(
      "apigateway",
      `/restapis/${part(id)}/stages/${part(stage)}/exports/oas30?extensions=apigateway`,
      caller,
    ),
  "apigateway/get-authorizers": gatewayList((id = "") => `/restapis/${part(id)}/authorizers`),
  "apigateway/get-usage-plans": gatewayList(() => "/usageplans"),
  "apigateway/get-usage-plan-keys": gatewayList((id = "") => `/usageplans/${part(id)}/keys`),
  "apigateway/get-api-keys": gatewayList(() => "/apikeys?includeValues=false"),
  "iam/get-role": iam("GetRole", "RoleName"),
  "iam/list-role-policies": iamList("ListRolePolicies", "PolicyNames", "RoleName"),
  "iam/get-role-policy": iam("GetRolePolicy", "RoleName", "PolicyName"),
  "iam/list-attached-role-policies": iamList(
    "ListAttachedRolePolicies",
    "AttachedPolicies",
    "RoleName",
  ),
  "iam/get-policy": iam("GetPolicy", "PolicyArn"),
  "iam/get-policy-version": iam("GetPolicyVersion", "PolicyArn", "VersionId"),
  "lambda/get-policy": policyOf,
  "lambda/get-function-configuration": (caller, name = "") =>
    rest("lambda", `/2015-03-31/functions/${part(name)}/configuration`, caller),
  "lambda/get-function-concurrency": (caller, name = "") =>
    rest("lambda", `/2019-09-30/functions/${part(name)}/concurrency`, caller),
  "cognito-idp/list-user-pools": jsonList("cognito-idp", "ListUserPools", {
    list: "UserPools",
    size: 60,
  }),
  "cognito-idp/describe-user-pool": json("cognito-idp", "DescribeUserPool", "UserPoolId"),
  "cognito-idp/list-user-pool-clients": jsonList("cognito-idp", "ListUserPoolClients", {
    ...{ list: "UserPoolClients", of: "UserPoolId", size: 60 },
  }),
  "cognito-idp/describe-user-pool-client": json(
    "cognito-idp",
    "DescribeUserPoolClient",
    "UserPoolId",
    "ClientId",
  ),
  "cognito-idp/list-resource-servers": jsonList("cognito-idp", "ListResourceServers", {
    ...{ list: "ResourceServers", of: "UserPoolId", size: 50 },
  }),
  "cognito-identity/list-identity-pools": jsonList("cognito-identity", "ListIdentityPools", {
    ...{ list: "IdentityPools", size: 60 },
  }),
  "cognito-identity/describe-identity-pool": json(
    "cognito-identity",
    "DescribeIdentityPool",
    "IdentityPoolId",
  ),
  "cognito-identity/get-identity-pool-roles": json(
    "cognito-identity",
    "GetIdentityPoolRoles",
    "IdentityPoolId",
  ),
};

const absent = /^(NotFoundException|NoSuchEntity|ResourceNotFoundException|404)$/;

/** Answers of AWS itself, asked by signed calls that only read. */
export function awsSource(caller: Caller): LiveSource {
  return {
    async ask(operation, ...about) {
      const ask = operations[operation];
      if (!ask) throw new Error(`There is no operation ${operation}.`);
      try {
        return await ask(caller, ...about);
      } catch (error) {
        if (error instanceof AwsCallError && absent.test(error.code)) return undefined;
        if (error instanceof AwsCallError) throw new DriftError(error.message);
        throw error;
      }
    },
  };
}
