import { send } from "../aws/send";

/** A client that gets tokens with its secret. */
export interface Machine {
  /** `https://<domain>`, where `/oauth2/token` is. */
  origin: string;
  id: string;
  secret: string;
}

/** An access token by client credentials. Throws where there is none, without the secret. */
export async function machineToken({ origin, id, secret }: Machine, scope: string) {
  const { status, body } = await send({
    method: "POST",
    origin,
    path: "/oauth2/token",
    headers: {
      Authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString("base64")}`,
      "Content-Type": "application/x-www-form-urlencoded",
    },
    body: new URLSearchParams({ grant_type: "client_credentials", scope }).toString(),
  });
  let answer: { access_token?: unknown; error?: unknown } = {};
  try {
    answer = JSON.parse(body) as typeof answer;
  } catch {
    // No JSON: the status says enough.
  }
  if (status === 200 && typeof answer.access_token === "string") return answer.access_token;
  throw new Error(`the token endpoint answers ${status} ${String(answer.error ?? "")}`.trim());
}
