import { isRecord } from "../../../base/values";
import { decodeBase64, firstAccepted } from "../port/binary";
import type { Routed } from "../call";
import { firstValue } from "../port/headers";
import { findBadHeader, remapHeaders, type IntegrationAnswer } from "./integration-answer";
import { badGateway, serverError, type Refusal } from "../answer/refusal";

const known = new Set(["statusCode", "headers", "multiValueHeaders", "body", "isBase64Encoded"]);

/**
 * Reads what a function answered to a proxy event, docs/aws-facts.md 6.2
 * (recorded: LS lambda::test_aws_proxy_response_payload_format_validation, 15-11-2024).
 */
export function readProxyAnswer(payload: string, call: Routed): IntegrationAnswer | Refusal {
  let value: unknown;
  try {
    value = JSON.parse(payload);
  } catch {
    return malformed("it is not JSON");
  }
  if (!isRecord(value)) return malformed(`it is ${payload.slice(0, 80)}`);
  for (const name of Object.keys(value)) {
    if (!known.has(name)) return malformed(`it has the unknown key ${name}`);
  }
  const status = readStatus(value["statusCode"]);
  if (status === undefined) {
    return malformed(`statusCode is ${JSON.stringify(value["statusCode"])}`);
  }
  const { body, isBase64Encoded } = value;
  if (body !== undefined && body !== null && typeof body !== "string") {
    return malformed("body is no text");
  }
  const headers = readHeaders(value);
  if (typeof headers === "string") return malformed(headers);
  const bad = findBadHeader(headers);
  if (bad !== undefined) return malformed(`the header ${JSON.stringify(bad)} cannot be written`);
  const text = body ?? "";
  const answer = { status, headers: remapHeaders(headers, "AWS_PROXY"), body: text };
  if (isBase64Encoded !== true || !acceptsBinary(call)) return answer;
  const decoded = decodeBase64(text);
  if (!decoded) return serverError("isBase64Encoded is true and the body is no base64");
  return { ...answer, body: decoded };
}

function malformed(text: string): Refusal {
  return badGateway(
    `the function's result is no proxy response: ${text}. Expected { statusCode, headers, multiValueHeaders, body, isBase64Encoded }`,
  );
}

/** The first media type of Accept decides; the answer's own type does not matter. */
function acceptsBinary(call: Routed): boolean {
  const accepted = firstAccepted(firstValue(call.headers, "accept"));
  return call.api.isBinary(accepted);
}

function readStatus(value: unknown): number | undefined {
  if (value === undefined || value === null) return 200;
  const status = typeof value === "string" && /^\d+$/.test(value) ? Number(value) : value;
  if (typeof status !== "number" || !Number.isInteger(status)) return undefined;
  return status >= 200 && status <= 999 ? status : undefined;
}

/** Numbers and null as header values are not measured; refused, as the recorded emulator does. */
function headerText(value: unknown): string | undefined {
  if (typeof value === "string") return value;
  return typeof value === "boolean" ? String(value) : undefined;
}

/** Headers of a result as one list. */
interface HeaderReading {
  list: string[];
  /** The spelling that a name was first met in. */
  casing: Map<string, string>;
  fault?: string;
}

function addHeader(reading: HeaderReading, name: string, value: unknown): void {
  const text = headerText(value);
  const lower = name.toLowerCase();
  if (!reading.casing.has(lower)) reading.casing.set(lower, name);
  if (text === undefined) reading.fault ??= `the header ${name} is ${JSON.stringify(value)}`;
  else reading.list.push(reading.casing.get(lower)!, text);
}

/** Both maps as one list; a header in both has the values and the casing of multiValueHeaders first. */
function readHeaders(value: Record<string, unknown>): string[] | string {
  const { headers, multiValueHeaders } = value;
  const reading: HeaderReading = { list: [], casing: new Map() };
  if (multiValueHeaders !== undefined && multiValueHeaders !== null) {
    if (!isRecord(multiValueHeaders)) return "multiValueHeaders is no object";
    for (const [name, values] of Object.entries(multiValueHeaders)) {
      if (!Array.isArray(values)) return `multiValueHeaders.${name} is no list`;
      for (const one of values) addHeader(reading, name, one);
    }
  }
  if (headers !== undefined && headers !== null) {
    if (!isRecord(headers)) return "headers is no object";
    for (const name of Object.keys(headers)) addHeader(reading, name, headers[name]);
  }
  if (!reading.casing.has("content-type")) {
    reading.list.unshift("Content-Type", "application/json");
  }
  return reading.fault ?? reading.list;
}
