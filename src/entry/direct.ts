import { textOf } from "../client/encode";
import type { LambdaContext, ProxyEvent } from "../client/event";
import type { RawRequest } from "./raw-request";

type Fields = Readonly<Record<string, unknown>>;

/** What another function of the API has handed to `invoke`. Nothing else of its event counts. */
export interface DirectInput {
  readonly params: Fields;
  readonly query: Fields;
  readonly headers: Fields;
  readonly body: unknown;
}

/**
 * Whether an invocation came by `invoke`: through the alias `direct`, which only roles with `invokes` may
 * use. The event cannot say so, since whoever invokes writes it.
 */
export function isDirect(context: LambdaContext | undefined): boolean {
  return String(context?.invokedFunctionArn).endsWith(":direct");
}

/** The four parts of a direct invoke's event. A forged event of API Gateway is only read for these names. */
export function directInput(event: unknown): DirectInput {
  const { params, query, headers, body } = fieldsOf(event);
  return { params: fieldsOf(params), query: fieldsOf(query), headers: fieldsOf(headers), body };
}

function fieldsOf(value: unknown): Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Fields)
    : {};
}

/** Reads the input of a direct invoke. */
export function rawDirect(input: DirectInput): RawRequest {
  return {
    paramNames: Object.keys(input.params),
    values(place, name) {
      const fields = input[place];
      const wanted = name.toLowerCase();
      const key =
        place === "headers" ? Object.keys(fields).find((k) => k.toLowerCase() === wanted) : name;
      const value = key !== undefined && Object.hasOwn(fields, key) ? fields[key] : undefined;
      return value === undefined || value === null ? [] : [value];
    },
    body: () => input.body,
  };
}

/** The event that a handler sees for a direct invoke: the input in API Gateway's form, nobody's identity. */
export function directEvent(route: string, input: DirectInput, context: LambdaContext): ProxyEvent {
  const [httpMethod = "", resource = ""] = route.split(" ");
  const query = textMap(input.query);
  const headers = textMap(input.headers);
  return {
    resource,
    path: resource,
    httpMethod,
    headers,
    multiValueHeaders: lists(headers),
    queryStringParameters: query,
    multiValueQueryStringParameters: lists(query),
    pathParameters: textMap(input.params),
    stageVariables: null,
    requestContext: {
      accountId: "",
      apiId: "",
      httpMethod,
      identity: nobody,
      path: resource,
      requestId: context.awsRequestId,
      requestTimeEpoch: Date.now(),
      resourceId: "",
      resourcePath: resource,
      stage: "",
    },
    body: input.body === undefined ? null : JSON.stringify(input.body),
    isBase64Encoded: false,
  };
}

const nobody: ProxyEvent["requestContext"]["identity"] = {
  accessKey: null,
  accountId: null,
  caller: null,
  cognitoAuthenticationProvider: null,
  cognitoAuthenticationType: null,
  cognitoIdentityId: null,
  cognitoIdentityPoolId: null,
  principalOrgId: null,
  sourceIp: "",
  user: null,
  userAgent: null,
  userArn: null,
};

function textMap(fields: Fields): Record<string, string> | null {
  const given = Object.entries(fields).filter(([, value]) => value !== undefined && value !== null);
  return given.length === 0
    ? null
    : Object.fromEntries(given.map(([k, value]) => [k, textOf(value)]));
}

function lists(map: Record<string, string> | null): Record<string, string[]> | null {
  return map && Object.fromEntries(Object.entries(map).map(([name, value]) => [name, [value]]));
}
