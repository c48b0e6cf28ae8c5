import { ApiError } from "./api-error";
import { answerOf } from "./answer";
import { encode, headersOf, pathOf, queryOf, verbOf } from "./encode";
import { calleeOf, signingKeys, variable, type Callee } from "./environment";
import { labelOf, type Input, type Row, type Surroundings } from "./row";
import { send, type HttpRequest } from "./send";
import { signedHeaders } from "./sign";

/** The `call` of one function: over HTTPS to the gateway, with the credentials that the callee asks for. */
export function createCall(surroundings: Surroundings) {
  return async function call(row: Row, input: Input = {}): Promise<unknown> {
    const request = requestOf(row, input, surroundings);
    const { status, headers, text } = await send(request);
    const body = answerOf(text, headers["content-type"]);
    if (status >= 200 && status < 300) return body;
    throw new ApiError({ endpoint: labelOf(row), status, body });
  };
}

function requestOf(row: Row, input: Input, surroundings: Surroundings): HttpRequest {
  const url = new URL(variable("GATEHOUSE_API_URL", surroundings.row));
  const callee = calleeOf(row.name, surroundings.row);
  const token = tokenOf(row, callee, input);
  const body = input.body === undefined ? undefined : JSON.stringify(input.body);
  const plain = {
    origin: url,
    method: verbOf(row, input),
    path: `${url.pathname.replace(/\/$/, "")}${pathOf(row, input.params)}${withToken(queryOf(input.query), token.query)}`,
    headers: {
      accept: "application/json",
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...headersOf(input.headers),
      ...token.headers,
      ...(callee.key ? { "x-api-key": variable("GATEHOUSE_API_KEY", surroundings.row) } : {}),
    },
    body,
    timeoutMilliseconds: surroundings.timeoutMilliseconds(),
    label: labelOf(row),
  };
  if (callee.access !== "iam") return plain;
  const region = variable("AWS_REGION", surroundings.row);
  const { method, path, headers } = plain;
  return {
    ...plain,
    headers: signedHeaders(
      { service: "execute-api", region, host: url.host, method, path, headers, body },
      signingKeys(surroundings.row),
    ),
  };
}

interface Token {
  headers: Record<string, string>;
  query: string;
}

// The token stands where the callee's authorizer looks for it: its first identity source.
function tokenOf(row: Row, callee: Callee, { token }: Input): Token {
  const none = { headers: {}, query: "" };
  if (token === undefined) {
    if (callee.access !== "cognito") return none;
    throw new Error(
      `${labelOf(row)}: the row asks for a token, and the call gives none. Give { token }.`,
    );
  }
  const [place, name] = split(callee.sources?.[0] ?? "header:Authorization");
  if (place === "header") return { ...none, headers: { [name.toLowerCase()]: token } };
  if (place === "query") return { ...none, query: `${encode(name)}=${encode(token)}` };
  throw new Error(
    `${labelOf(row)}: the row takes no token, since its authorizer reads ${place}:${name}.`,
  );
}

function split(source: string): [string, string] {
  const colon = source.indexOf(":");
  return [source.slice(0, colon), source.slice(colon + 1)];
}

function withToken(query: string, token: string): string {
  if (token === "") return query;
  return query === "" ? `?${token}` : `${query}&${token}`;
}
