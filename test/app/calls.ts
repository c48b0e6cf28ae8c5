import * as aws4 from "aws4";
import {
  CognitoIdentityProviderClient,
  ConfirmSignUpCommand,
  InitiateAuthCommand,
  SignUpCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import type { LocalCredentials, LocalJson } from "../../src/local/start/local-json";
import { eventually } from "./running";

export interface Call {
  method?: string;
  path: string;
  headers?: Record<string, string>;
  body?: unknown;
}

export interface Answer {
  status: number;
  text: string;
  headers: Headers;
}

/** One call of the gateway. */
export async function ask(
  local: LocalJson,
  { method = "GET", path, headers = {}, body }: Call,
): Promise<Answer> {
  const response = await fetch(local.gatewayUrl + path, {
    method,
    headers: { ...(body === undefined ? {} : { "Content-Type": "application/json" }), ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, text: await response.text(), headers: response.headers };
}

/** The headers of a call signed by aws4. */
export function signed(
  local: LocalJson,
  { method = "GET", path, body, headers }: Call,
  role: LocalCredentials,
): Record<string, string> {
  const url = new URL(local.gatewayUrl + path);
  const request = aws4.sign(
    {
      service: "execute-api",
      region: local.region,
      method,
      host: url.host,
      path: url.pathname + url.search,
      headers: {
        ...(body === undefined ? {} : { "Content-Type": "application/json" }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    },
    role,
  );
  const { Host: _, "Content-Length": __, ...rest } = request.headers as Record<string, string>;
  return rest;
}

export const cognito = (local: LocalJson) =>
  new CognitoIdentityProviderClient({
    endpoint: local.awsUrl,
    region: local.region,
    credentials: { accessKeyId: "unused", secretAccessKey: "unused" },
  });

/** The last code sent to an address. */
export const codeFor = (local: LocalJson, address: string): Promise<string> =>
  eventually(`a code for ${address}`, async () => {
    const sent = (await (await fetch(local.codesUrl)).json()) as { to: string; code: string }[];
    return sent.filter(({ to }) => to === address).at(-1)?.code;
  });

/** Registers, confirms and signs in. */
export async function signUpAndIn(local: LocalJson, address: string, password = "Correct-horse-1") {
  const client = cognito(local);
  const { clientId: ClientId } = local.userPools["customers"]!;
  await client.send(
    new SignUpCommand({
      ClientId,
      Username: address,
      Password: password,
      UserAttributes: [{ Name: "email", Value: address }],
    }),
  );
  await client.send(
    new ConfirmSignUpCommand({
      ClientId,
      Username: address,
      ConfirmationCode: await codeFor(local, address),
    }),
  );
  const { AuthenticationResult } = await client.send(
    new InitiateAuthCommand({
      ClientId,
      AuthFlow: "USER_PASSWORD_AUTH",
      AuthParameters: { USERNAME: address, PASSWORD: password },
    }),
  );
  return {
    idToken: AuthenticationResult!.IdToken!,
    accessToken: AuthenticationResult!.AccessToken!,
    refreshToken: AuthenticationResult!.RefreshToken!,
  };
}

/** A token of the client-credentials flow. */
export async function machineToken(local: LocalJson, scope?: string): Promise<string> {
  const { id, secret } = local.userPools["customers"]!.scopesClient!;
  const response = await fetch(`${local.awsUrl}/oauth2/token`, {
    method: "POST",
    headers: { Authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString("base64")}` },
    body: new URLSearchParams({
      grant_type: "client_credentials",
      ...(scope === undefined ? {} : { scope }),
    }),
  });
  const { access_token } = (await response.json()) as { access_token: string };
  return access_token;
}
