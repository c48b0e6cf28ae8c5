/** What an integration answers, before headers are remapped and the gateway's own are added. */
export interface IntegrationAnswer {
  status: number;
  /** Names and values by turns. */
  headers: string[];
  body: Buffer | string;
}

const always = new Set(["connection", "content-length", "date", "server"]);
const ofEndpoints = new Set([
  "authorization",
  "content-md5",
  "expect",
  "host",
  "max-forwards",
  "proxy-authenticate",
  "trailer",
  "upgrade",
  "user-agent",
  "www-authenticate",
]);

/**
 * Renames what API Gateway keeps for itself to `x-amzn-Remapped-…`, docs/aws-facts.md 6.2
 * (recorded: LS integrations::TestApiGatewayHeaderRemapping). Transfer-Encoding is dropped.
 */
export function remapHeaders(headers: readonly string[], type: string): string[] {
  const remapped: string[] = [];
  for (let index = 0; index < headers.length; index += 2) {
    const name = headers[index]!;
    const lower = name.toLowerCase();
    if (lower === "transfer-encoding") continue;
    const renamed =
      always.has(lower) ||
      lower === "x-amzn-requestid" ||
      lower === "x-amz-apigw-id" ||
      (type === "AWS_PROXY" ? lower === "www-authenticate" : ofEndpoints.has(lower));
    remapped.push(renamed ? `x-amzn-Remapped-${name}` : name, headers[index + 1]!);
  }
  return remapped;
}

const tokenName = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
const badValue = /[\u0000-\u0008\u000a-\u001f\u007f]|[^\u0000-\u00ff]/;

/** The first header that cannot be written, or undefined. */
export function findBadHeader(headers: readonly string[]): string | undefined {
  for (let index = 0; index < headers.length; index += 2) {
    if (!tokenName.test(headers[index]!) || badValue.test(headers[index + 1]!)) {
      return headers[index];
    }
  }
  return undefined;
}
