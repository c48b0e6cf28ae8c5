import type { Deployed } from "../../../../graph/deployed";
import { clientSettings } from "../../cognito-idp/describe/client-settings";
import type { AwsRequest } from "./exchange";

/** Who may talk to the port, by the headers that a browser cannot forge. */
export interface GuardRules {
  definition: Deployed | undefined;
  /** `http://127.0.0.1:4000` */
  gatewayOrigin: string;
}

const loopbackNames = ["127.0.0.1", "localhost", "[::1]"];
const services = "cognito-idp|cognito-identity|cognito-sync|sts|lambda|apigateway";
// eslint-disable-next-line gatehouse/linear -- of our words
const serviceHost = new RegExp(`^(${services})(\\.[a-z0-9-]+)?\\.amazonaws\\.com(\\.cn)?$`);

/** Why a request is refused before anything reads it; undefined lets it pass. */
export function refusalOf(request: AwsRequest, rules: GuardRules): string | undefined {
  if (!knownHost(hostName(request.host), rules.definition)) {
    return "Host: expected 127.0.0.1, localhost, [::1], a name of AWS or of a user pool's domain.";
  }
  const origin = request.header("origin");
  if (origin !== undefined) {
    // A form of the sign-in page comes from that page alone.
    const allowed = isHostedPage(request.path)
      ? ownOrigins(request).includes(origin) && request.headerValues("origin").length === 1
      : allowedOrigin(request, rules) !== undefined;
    return allowed ? undefined : "Origin: only the gateway's own pages may call this port.";
  }
  // https://www.w3.org/TR/fetch-metadata/: every current browser sends it, and no page can set it.
  const site = request.header("sec-fetch-site");
  if (site === undefined || site === "none" || site === "same-origin") return undefined;
  const navigates = request.header("sec-fetch-mode") === "navigate" && request.method === "GET";
  if (site === "same-site" && navigates) return undefined;
  // Other sites send people to the sign-in page: that is what it is for. A frame or a script is no such visit.
  const visits = navigates && request.header("sec-fetch-dest") === "document";
  if (visits && isHostedPage(request.path)) return undefined;
  return "Sec-Fetch-Site: requests of other sites are refused.";
}

/** The request's Origin where it is one that CORS names. */
export function allowedOrigin(request: AwsRequest, rules: GuardRules): string | undefined {
  const origin = request.header("origin");
  if (origin === undefined) return undefined;
  if (request.headerValues("origin").length !== 1) return undefined;
  if (isOauthCall(request.path) && clientOrigins(rules.definition).includes(origin)) return origin;
  const ownHost = isLoopback(request.host) ? request.host : "";
  const port = portOf(rules.gatewayOrigin);
  const allowed = loopbackNames.map((name) => `http://${name}${port === "" ? "" : `:${port}`}`);
  return [rules.gatewayOrigin, ...allowed, `http://${ownHost}`].includes(origin)
    ? origin
    : undefined;
}

/** Paths that people visit with a browser. */
export function isHostedPage(path: string): boolean {
  return hostedPaths.includes(path);
}

const hostedPaths = [
  "/oauth2/authorize",
  "/login",
  "/logout",
  "/error",
  "/signup",
  "/confirmUser",
  "/resendcode",
  "/forgotPassword",
  "/confirmForgotPassword",
];

/** What a page of an app calls itself: it exchanges its code, and reads keys and discovery. */
function isOauthCall(path: string): boolean {
  return (
    ["/oauth2/token", "/oauth2/revoke", "/oauth2/userInfo"].includes(path) ||
    /^\/[^/]+\/\.well-known\/(jwks\.json|openid-configuration)$/.test(path)
  );
}

/** AWS lets every origin call these; here only those that some client's callback URLs name. */
function clientOrigins(definition: Deployed | undefined): string[] {
  return (definition?.userPools ?? [])
    .flatMap(({ clients }) => clients.flatMap((client) => clientSettings(client).callbackUrls))
    .flatMap((url) => (URL.canParse(url) ? [new URL(url).origin] : []))
    .filter((origin) => origin !== "null");
}

/** The port under the name by which it was called; the name is one that `knownHost` lets pass. */
function ownOrigins({ host }: AwsRequest): string[] {
  return [`http://${host}`, `https://${host}`];
}

function portOf(origin: string): string {
  return URL.canParse(origin) ? new URL(origin).port : "";
}

/** Whether a `Host` is this machine itself. */
export function isLoopback(host: string): boolean {
  return loopbackNames.includes(hostName(host));
}

/** `localhost:4001` → `localhost` */
export function hostName(host: string): string {
  return host.replace(/:\d+$/, "");
}

function knownHost(name: string, definition: Deployed | undefined): boolean {
  if (loopbackNames.includes(name) || serviceHost.test(name)) return true;
  return (definition?.userPools ?? []).some((pool) => poolDomains(pool.domain).test(name));
}

/** A pool's domain: its own name, or the prefix of `<prefix>.auth.<region>.amazoncognito.com`. */
export function poolDomains(domain: string | undefined): RegExp {
  if (!domain) return /$^/;
  const escaped = domain.toLowerCase().replace(/[^a-z0-9-]/g, "\\$&");
  // eslint-disable-next-line gatehouse/linear -- escaped, anchored
  if (domain.includes(".")) return new RegExp(`^${escaped}$`);
  // eslint-disable-next-line gatehouse/linear -- escaped, anchored
  return new RegExp(`^${escaped}\\.auth(-fips)?\\.[a-z0-9-]+\\.amazoncognito\\.com$`);
}
