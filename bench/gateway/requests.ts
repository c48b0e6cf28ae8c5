import * as aws4 from "aws4";
import type { LocalJson } from "../../src/local/start/local-json";
import { callers, type MeasuredRow } from "./graph";
import type { Server } from "./servers";

/** Headers that clients send with every request. */
const common = ["Accept: */*", "User-Agent: bench/1.0", "Accept-Encoding: gzip, deflate"];

/** As many different signed requests are sent by turns. */
const signedVariants = 100;

/** The requests of a measured row as they go over the wire. */
export async function requestsFor(server: Server, row: MeasuredRow): Promise<string[]> {
  switch (row) {
    case "public":
      return [plain(server, row, [])];
    case "apiKey":
      return [plain(server, row, [`x-api-key: ${callers.apiKey}`])];
    case "custom":
      return [plain(server, row, ["Authorization: Bearer a-token-of-someone"])];
    case "cognito":
      return [plain(server, row, [`Authorization: ${await idToken(server.local!)}`])];
    case "iam":
      return Array.from({ length: signedVariants }, (_, at) => signed(server, at));
    default:
      return row satisfies never;
  }
}

function plain(server: Server, row: string, headers: readonly string[]): string {
  const lines = [
    `GET ${server.base}/${row} HTTP/1.1`,
    `Host: 127.0.0.1:${server.port}`,
    ...[...common, ...headers],
  ];
  return `${lines.join("\r\n")}\r\n\r\n`;
}

function signed(server: Server, at: number): string {
  const { method, path, headers } = signedParts(server.local!, {
    host: `127.0.0.1:${server.port}`,
    path: `${server.base}/iam?page=${at}`,
  });
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return `${[`${method} ${path} HTTP/1.1`, ...lines, ...common].join("\r\n")}\r\n\r\n`;
}

/** A request signed by aws4 with the credentials of the role that may call the row `iam`. */
export function signedParts(local: LocalJson, { host, path }: { host: string; path: string }) {
  const { accessKeyId, secretAccessKey, sessionToken } = local.roles[callers.role]!;
  const request = {
    ...{ host, path, method: "GET", service: "execute-api", region: callers.region },
    headers: {} as Record<string, string>,
  };
  aws4.sign(request, { accessKeyId, secretAccessKey, sessionToken: sessionToken! });
  return request;
}

async function idToken({ awsUrl, admin }: LocalJson): Promise<string> {
  const [Username, Password] = ["someone@example.com", "Correct-Horse-7"];
  const { clientId: ClientId, poolId: UserPoolId } = callers;
  const call = async (operation: string, input: object) => {
    const request = {
      host: new URL(awsUrl).host,
      path: "/",
      method: "POST",
      service: "cognito-idp",
      region: callers.region,
      headers: {
        "content-type": "application/x-amz-json-1.1",
        "x-amz-target": `AWSCognitoIdentityProviderService.${operation}`,
      } as Record<string, string>,
      body: JSON.stringify(input),
    };
    aws4.sign(request, admin as Required<typeof admin>);
    const { host: _host, Host: _Host, ...headers } = request.headers;
    const answer = await fetch(awsUrl, { method: "POST", headers, body: request.body });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${operation}: ${answer.status} ${text}`);
    return JSON.parse(text) as Record<string, unknown>;
  };
  await call("AdminCreateUser", { UserPoolId, Username, MessageAction: "SUPPRESS" }).catch(
    (error: Error) => {
      if (!error.message.includes("UsernameExistsException")) throw error;
    },
  );
  await call("AdminSetUserPassword", { UserPoolId, Username, Password, Permanent: true });
  const answer = await call("InitiateAuth", {
    AuthFlow: "USER_PASSWORD_AUTH",
    ClientId,
    AuthParameters: { USERNAME: Username, PASSWORD: Password },
  });
  return (answer.AuthenticationResult as { IdToken: string }).IdToken;
}
