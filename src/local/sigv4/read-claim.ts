import { sha256Base64 } from "./digest";
import { readQuery } from "./query-string";
import {
  incomplete,
  invalid,
  type SignatureClaim,
  type SignatureRefusal,
  type SignedRequest,
} from "./signed-request";

const missing: SignatureRefusal = {
  valid: false,
  kind: "missing",
  errorType: "MissingAuthenticationTokenException",
  message: "Missing Authentication Token",
  because: "the request carries no signature: neither an Authorization header nor X-Amz-Signature",
};

const twice = invalid(
  "Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header.",
  "the request is signed in its Authorization header and in its address; it may be signed once",
);

/** The three fields of the header form. */
type Fields = Record<"Credential" | "Signature" | "SignedHeaders", string>;

const fieldNames = ["Credential", "Signature", "SignedHeaders"] as const;

/** What the request claims, or why it claims nothing. Order of checks as AWS's own front end has it. */
export function readClaim(
  request: SignedRequest,
  query: string,
): SignatureClaim | SignatureRefusal {
  const parameters = query.includes("X-Amz-") ? new Map(readQuery(query)) : undefined;
  const presigned = parameters?.has("X-Amz-Signature") || parameters?.has("X-Amz-Algorithm");
  const authorization = request.header("authorization");
  if (authorization !== undefined && authorization.trim() !== "") {
    return presigned ? twice : readHeaderClaim(request, authorization);
  }
  return parameters && presigned ? readQueryClaim(parameters) : missing;
}

function readHeaderClaim(
  request: SignedRequest,
  authorization: string,
): SignatureClaim | SignatureRefusal {
  const trimmed = authorization.trim();
  const space = trimmed.indexOf(" ");
  const algorithm = space < 0 ? trimmed : trimmed.slice(0, space);
  const fields = readFields(space < 0 ? "" : trimmed.slice(space + 1));
  if (!fields) {
    // docs/aws-facts.md 1.2: the hash is of the whole header value, scheme included.
    return incomplete(
      `Invalid key=value pair (missing equal-sign) in Authorization header (hashed with SHA-256 and encoded with Base64): '${sha256Base64(authorization)}'.`,
      "the Authorization header is no AWS signature: after the first word every part must be key=value",
    );
  }
  const date = request.header("x-amz-date") ?? request.header("date");
  let lacking = "";
  for (const name of fieldNames) {
    if (fields[name] === "") lacking += `Authorization header requires '${name}' parameter. `;
  }
  if (!date) {
    lacking +=
      "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. ";
  }
  if (lacking !== "" || !date) {
    return incomplete(
      `${lacking}(Hashed with SHA-256 and encoded with Base64) Authorization=${sha256Base64(authorization)}`,
      "the Authorization header lacks parts of an AWS signature",
    );
  }
  return toClaim({
    form: "header",
    algorithm,
    credential: fields.Credential,
    signedHeaders: fields.SignedHeaders,
    signature: fields.Signature,
    date,
    sessionToken: request.header("x-amz-security-token"),
  });
}

/** `key=value` pairs behind the first word; undefined where a part is none. */
function readFields(text: string): Fields | undefined {
  const fields: Fields = { Credential: "", Signature: "", SignedHeaders: "" };
  for (const part of text.split(",")) {
    const pair = part.trim();
    if (pair === "") continue;
    const equals = pair.indexOf("=");
    if (equals < 0) return undefined;
    const name = pair.slice(0, equals);
    if (Object.hasOwn(fields, name)) fields[name as keyof Fields] = pair.slice(equals + 1);
  }
  return fields;
}

function readQueryClaim(parameters: Map<string, string>): SignatureClaim | SignatureRefusal {
  const names = [
    "X-Amz-Algorithm",
    "X-Amz-Credential",
    "X-Amz-Signature",
    "X-Amz-SignedHeaders",
    "X-Amz-Date",
  ];
  const absent = names.filter((name) => !parameters.get(name));
  if (absent.length > 0) {
    return incomplete(
      absent.map((name) => `AWS query-string parameters must include '${name}'. `).join("") +
        "Re-examine the query-string parameters.",
      `the presigned address lacks ${absent.join(", ")}`,
    );
  }
  // Only S3 needs it; without it the address holds as long as a signed header.
  const expires = parameters.get("X-Amz-Expires");
  const seconds = Number(expires);
  if (expires !== undefined && !(Number.isInteger(seconds) && seconds > 0 && seconds <= 604_800)) {
    return incomplete(
      "X-Amz-Expires must be a number of seconds between 1 and 604800",
      `X-Amz-Expires is ${expires}`,
    );
  }
  return toClaim({
    form: "query",
    algorithm: parameters.get("X-Amz-Algorithm") ?? "",
    credential: parameters.get("X-Amz-Credential") ?? "",
    signedHeaders: parameters.get("X-Amz-SignedHeaders") ?? "",
    signature: parameters.get("X-Amz-Signature") ?? "",
    date: parameters.get("X-Amz-Date") ?? "",
    sessionToken: parameters.get("X-Amz-Security-Token"),
    ...(expires === undefined ? {} : { expiresSeconds: seconds }),
  });
}

/** The parts of a claim that every request of one key and day shares. */
interface Scope {
  accessKeyId: string;
  scopeDate: string;
  region: string;
  service: string;
  terminator: string;
  signedHeaders: readonly string[];
}

const limit = 1_000;
const scopes = new Map<string, Scope>();

/** Reads Credential and SignedHeaders, once for each pair; undefined where Credential has the wrong form. */
function readScope(credential: string, signedHeaders: string): Scope | undefined {
  const name = `${credential} ${signedHeaders}`;
  const known = scopes.get(name);
  if (known) return known;
  const parts = credential.split("/");
  const [accessKeyId = "", scopeDate = "", region = "", service = "", terminator = ""] = parts;
  if (parts.length !== 5 || accessKeyId === "") return undefined;
  const names = signedHeaders.toLowerCase().split(";");
  const scope = { accessKeyId, scopeDate, region, service, terminator, signedHeaders: names };
  if (scopes.size >= limit) scopes.clear();
  scopes.set(name, scope);
  return scope;
}

function toClaim(parts: {
  form: "header" | "query";
  algorithm: string;
  credential: string;
  signedHeaders: string;
  signature: string;
  date: string;
  sessionToken: string | undefined;
  expiresSeconds?: number;
}): SignatureClaim | SignatureRefusal {
  const time = readDate(parts.date);
  if (!time) {
    return incomplete(
      `Date must be in ISO-8601 'basic format'. Got '${parts.date}'. See http://en.wikipedia.org/wiki/ISO_8601`,
      "the date of the signature cannot be read",
    );
  }
  if (parts.algorithm !== "AWS4-HMAC-SHA256") {
    return incomplete(
      `Unsupported AWS 'algorithm': '${parts.algorithm}'. `,
      "only AWS4-HMAC-SHA256 is verified",
    );
  }
  const scope = readScope(parts.credential, parts.signedHeaders);
  if (!scope) {
    return incomplete(
      `Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '${parts.credential}'`,
      "the Credential field has the wrong form",
    );
  }
  return {
    form: parts.form,
    accessKeyId: scope.accessKeyId,
    scopeDate: scope.scopeDate,
    region: scope.region,
    service: scope.service,
    terminator: scope.terminator,
    signedHeaders: scope.signedHeaders,
    signature: parts.signature,
    timestamp: time.timestamp,
    signedAt: time.at,
    sessionToken: parts.sessionToken,
    expiresSeconds: parts.expiresSeconds,
  };
}

const basicFormat = /^\d{8}T\d{6}Z$/;

function readDate(text: string): { timestamp: string; at: number } | undefined {
  if (basicFormat.test(text)) {
    const at = Date.UTC(
      Number(text.slice(0, 4)),
      Number(text.slice(4, 6)) - 1,
      Number(text.slice(6, 8)),
      Number(text.slice(9, 11)),
      Number(text.slice(11, 13)),
      Number(text.slice(13, 15)),
    );
    return { timestamp: text, at };
  }
  // A Date header may have the form of HTTP.
  const at = text.endsWith("GMT") ? Date.parse(text) : NaN;
  return Number.isNaN(at) ? undefined : { timestamp: toBasicFormat(at), at };
}

/** `20150830T123600Z` */
export function toBasicFormat(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/[-:]|\.\d{3}/g, "");
}
