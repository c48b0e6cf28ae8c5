import { createHmac, randomBytes } from "node:crypto";
import { equalSecrets } from "../../sigv4";
import type { AwsRequest } from "../service/http/exchange";
import { cookie, readCookie } from "./cookies";

/** Name of the cookie that a form must repeat, as on AWS's page. */
export const csrfCookie = "XSRF-TOKEN";

const key = randomBytes(32);
const hour = 60 * 60;

/** The token that a form carries, and the cookie that goes with it; a token that still holds is kept. */
export function csrfToken(request: AwsRequest): { token: string; setCookie: string } {
  const known = readCookie(request, csrfCookie);
  const token = known !== undefined && holds(known) ? known : makeToken();
  return { token, setCookie: cookie(csrfCookie, token, hour) };
}

/**
 * Whether a form comes from our own page in the same browser: its token is ours, and the browser has the
 * cookie. Signed, because every port of this machine may set cookies for this one.
 */
export function hasCsrfToken(request: AwsRequest, form: URLSearchParams): boolean {
  const [sent, kept] = [form.get("_csrf") ?? "", readCookie(request, csrfCookie) ?? ""];
  return sent !== "" && equalSecrets(kept, sent) && holds(sent);
}

function makeToken(): string {
  const text = `${Math.floor(Date.now() / 1000) + hour}-${randomBytes(16).toString("hex")}`;
  return `${text}-${sign(text)}`;
}

function holds(token: string): boolean {
  const [end = "", random = "", signature = ""] = token.split("-");
  return equalSecrets(sign(`${end}-${random}`), signature) && Date.now() / 1000 < Number(end);
}

function sign(text: string): string {
  return createHmac("sha256", key).update(text).digest("hex");
}
