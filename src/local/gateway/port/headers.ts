/** Headers as they arrived, with their names in lower case beside them. */
export interface HeaderList {
  /** Names and values by turns, in the client's casing. */
  raw: readonly string[];
  /** The lower-case name of the header at `raw[2 * index]`. */
  names: readonly string[];
}

/** Reads a flat list of names and values, as Node's `rawHeaders` is one. */
export function readHeaders(raw: readonly string[]): HeaderList {
  const names = new Array<string>(raw.length >> 1);
  for (let index = 0; index < names.length; index++) names[index] = raw[2 * index]!.toLowerCase();
  return { raw, names };
}

/** The first value of a header, by its lower-case name. */
export function firstValue(headers: HeaderList, name: string): string | undefined {
  const index = headers.names.indexOf(name);
  return index < 0 ? undefined : headers.raw[2 * index + 1];
}

/** The last value of a header, by its lower-case name. */
export function lastValue(headers: HeaderList, name: string): string | undefined {
  const index = headers.names.lastIndexOf(name);
  return index < 0 ? undefined : headers.raw[2 * index + 1];
}

/** Every value of a header, by its lower-case name. */
export function allValues(headers: HeaderList, name: string): string[] {
  const values: string[] = [];
  for (let index = 0; index < headers.names.length; index++) {
    if (headers.names[index] === name) values.push(headers.raw[2 * index + 1]!);
  }
  return values;
}

/**
 * Headers that never reach an integration, docs/aws-facts.md 6.1
 * (recorded: LS integrations::test_apigateway_header_remapping_aws[AWS_PROXY], 11-12-2024).
 */
const dropped = new Set([
  "connection",
  "content-length",
  "content-md5",
  "expect",
  "max-forwards",
  "proxy-authenticate",
  "server",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
  "www-authenticate",
]);

/** Of this laptop alone: names the VPC endpoint that a call pretends to come through. */
export const vpceHeader = "x-gatehouse-source-vpce";

/** Of this laptop alone: the pass of a function that runs in a VPC. */
export const networkHeader = "x-gatehouse-network";

const replaced = new Set([
  "x-amzn-trace-id",
  "x-forwarded-for",
  "x-forwarded-port",
  "x-forwarded-proto",
  vpceHeader,
  networkHeader,
]);

const canonical: ReadonlyMap<string, string> = new Map([
  ["authorization", "Authorization"],
  ["user-agent", "User-Agent"],
  ["host", "Host"],
]);

/** An object without inherited members: names come from outside, `constructor` and `__proto__` among them. */
export function emptyMap<Value>(): Record<string, Value> {
  return Object.create(null) as Record<string, Value>;
}

/** What the gateway adds to the headers of an event. */
export interface AddedHeaders {
  traceId: string;
  sourceIp: string;
  /** Names and values by turns; of an edge-optimised API. */
  edge: readonly string[];
  /** A signature is not handed to the function of an AWS_IAM method. */
  withoutAuthorization: boolean;
}

/** `headers` and `multiValueHeaders` of an event. */
export interface EventHeaders {
  single: Record<string, string>;
  multi: Record<string, string[]>;
}

/** The headers as a function sees them. */
export function eventHeaders(headers: HeaderList, added: AddedHeaders): EventHeaders {
  const single = emptyMap<string>();
  const multi = emptyMap<string[]>();
  const { raw, names } = headers;
  for (let index = 0; index < names.length; index++) {
    const lower = names[index]!;
    if (dropped.has(lower) || replaced.has(lower)) continue;
    if (added.withoutAuthorization && lower === "authorization") continue;
    // All values of a header stand under its first spelling.
    const name = canonical.get(lower) ?? raw[2 * names.indexOf(lower)]!;
    const value = raw[2 * index + 1]!;
    single[name] = value;
    const known = multi[name];
    if (known) known.push(value);
    else multi[name] = [value];
  }
  const forwarded = firstValue(headers, "x-forwarded-for");
  const list = { single, multi };
  add(list, "X-Amzn-Trace-Id", added.traceId);
  add(list, "X-Forwarded-For", forwarded ? `${forwarded}, ${added.sourceIp}` : added.sourceIp);
  add(list, "X-Forwarded-Port", "443");
  add(list, "X-Forwarded-Proto", "https");
  for (let index = 0; index < added.edge.length; index += 2) {
    add(list, added.edge[index]!, added.edge[index + 1]!);
  }
  return list;
}

function add(headers: EventHeaders, name: string, value: string): void {
  headers.single[name] = value;
  headers.multi[name] = [value];
}
