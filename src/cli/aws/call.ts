import { sign } from "aws4";
import type { AwsKeys, ServiceName } from "./environment";
import { placeOf } from "./environment";
import { readXml } from "./read-xml";
import { send, type Incoming } from "./send";

/** One call of AWS's control plane. */
export interface AwsCall {
  service: ServiceName;
  method?: string;
  /** Path and query. */
  path: string;
  headers?: Readonly<Record<string, string>>;
  body?: string;
}

/** Who calls, and where. */
export interface Caller {
  keys: AwsKeys;
  region: string;
  env: Readonly<Record<string, string | undefined>>;
  /** Waits so many milliseconds. */
  wait: (milliseconds: number) => Promise<void>;
}

/** A call that AWS refused. The message is AWS's, which holds no secret. */
export class AwsCallError extends Error {
  override readonly name = "AwsCallError";
  readonly code: string;
  readonly status: number;

  constructor(code: string, status: number, message: string) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

const retries = [1_000, 2_000, 4_000, 8_000];

/** Calls, signed; asks again after a while where AWS asks to slow down. */
export async function callAws(call: AwsCall, caller: Caller): Promise<Incoming> {
  for (let attempt = 0; ; attempt += 1) {
    const answer = await send(signed(call, caller));
    if (answer.status >= 200 && answer.status < 300) return answer;
    const error = errorOf(call, answer);
    const pause = retries[attempt];
    const isBusy =
      answer.status === 429 || answer.status >= 500 || /Throttl|TooMany/.test(error.code);
    if (!isBusy || pause === undefined) throw error;
    await caller.wait(pause);
  }
}

function signed(call: AwsCall, { keys, region, env }: Caller) {
  const place = placeOf(call.service, region, env);
  const { host } = new URL(place.origin);
  const method = call.method ?? (call.body === undefined ? "GET" : "POST");
  const request = sign(
    {
      ...{ service: call.service, region: place.region, host, method, path: call.path },
      headers: { Accept: "application/json", ...call.headers },
      ...(call.body === undefined ? {} : { body: call.body }),
    },
    keys,
  );
  return {
    ...{ method, origin: place.origin, path: call.path },
    headers: request.headers as Record<string, string>,
    ...(call.body === undefined ? {} : { body: call.body }),
  };
}

function errorOf({ service, path }: AwsCall, { status, headers, body }: Incoming): AwsCallError {
  let data: Record<string, unknown> = {};
  try {
    data = body.startsWith("<") ? xmlError(body) : (JSON.parse(body) as Record<string, unknown>);
  } catch {
    // An answer of something in between; its status says enough.
  }
  const named = headers["x-amzn-errortype"] ?? data["__type"] ?? data["Code"] ?? String(status);
  const code = String(named).split(":")[0]!.split("#").at(-1)!;
  const message = String(data["message"] ?? data["Message"] ?? "").slice(0, 500);
  const where = `${service} ${path.split("?")[0]}`;
  return new AwsCallError(code, status, `${where}: ${code}${message ? `: ${message}` : ""}`);
}

function xmlError(text: string): Record<string, unknown> {
  const { ErrorResponse = {} } = readXml(text);
  return ((ErrorResponse as Record<string, unknown>)["Error"] ?? {}) as Record<string, unknown>;
}

/** A call of a service that takes and gives JSON under a target. */
export async function callJson(
  service: "cognito-idp" | "cognito-identity",
  target: string,
  { input, caller }: { input: object; caller: Caller },
): Promise<Readonly<Record<string, unknown>>> {
  const names = {
    "cognito-idp": "AWSCognitoIdentityProviderService",
    "cognito-identity": "AWSCognitoIdentityService",
  };
  const headers = {
    "Content-Type": "application/x-amz-json-1.1",
    "X-Amz-Target": `${names[service]}.${target}`,
  };
  const call = { service, path: "/", headers, body: JSON.stringify(input) };
  const { body } = await callAws(call, caller);
  return body === "" ? {} : (JSON.parse(body) as Record<string, unknown>);
}

const versions = { iam: "2010-05-08", sts: "2011-06-15" };

/** A call of a query service, which answers in XML: what stands in its result. */
export async function callQuery(
  service: "iam" | "sts",
  action: string,
  { input, caller }: { input: Readonly<Record<string, string>>; caller: Caller },
): Promise<Readonly<Record<string, unknown>>> {
  const body = new URLSearchParams({ Action: action, Version: versions[service], ...input });
  const headers = {
    "Content-Type": "application/x-www-form-urlencoded; charset=utf-8",
    Accept: "text/xml",
  };
  const answer = await callAws({ service, path: "/", headers, body: body.toString() }, caller);
  const response = readXml(answer.body)[`${action}Response`];
  const result = (response as Record<string, unknown> | undefined)?.[`${action}Result`];
  return typeof result === "object" && result !== null ? (result as Record<string, unknown>) : {};
}
