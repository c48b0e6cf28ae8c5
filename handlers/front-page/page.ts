import { createHash } from "node:crypto";
import { script } from "./script";
import { style } from "./style";

/** What the front page shows and who it talks to. */
export interface FrontPage {
  restaurants: readonly { id: string; name: string; themes: readonly string[] }[];
  /** Path of the API in front of its rows: `/dev`. */
  apiBase: string;
  region: string;
  /** Where Cognito answers. */
  cognitoUrl: string;
  /** The app client of the pool. */
  clientId: string;
  /** The pool, as credentials are asked for with its tokens: `cognito-idp.<region>.amazonaws.com/<id>`. */
  login: string;
  /** Where identity pools answer. */
  identityUrl: string;
  /** The identity pool that gives credentials for a sign-in. */
  identityPoolId: string;
}

const entities: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
const escape = (text: string) => text.replace(/[&<>"']/g, (character) => entities[character] ?? "");

const card = ({ id, name, themes }: FrontPage["restaurants"][number]) => `
        <li class="card">
          <span class="initial" aria-hidden="true">${escape(name.slice(0, 1))}</span>
          <h3>${escape(name)}</h3>
          <p>${themes.map((theme) => `<span class="theme">${escape(theme)}</span>`).join(" ")}</p>
          <button type="button" class="quiet" data-stock="${escape(id)}">Stock</button>
        </li>`;

/** Only this script and this style may run on the page, and it may talk only to the API and to Cognito. */
function policy(urls: readonly string[]): string {
  const hash = (text: string) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
  const origins = [...new Set(urls.map((url) => new URL(url).origin))];
  return [
    "default-src 'none'",
    `script-src ${hash(script)}`,
    `style-src ${hash(style)}`,
    `connect-src 'self' ${origins.join(" ")}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
}

/** The front page as HTML. */
export function page({ restaurants, ...addresses }: FrontPage): string {
  const { apiBase, cognitoUrl, identityUrl } = addresses;
  const data = [
    ["api-base", apiBase],
    ["cognito-url", cognitoUrl],
    ["client-id", addresses.clientId],
    ["region", addresses.region],
    ["login", addresses.login],
    ["identity-url", identityUrl],
    ["identity-pool-id", addresses.identityPoolId],
  ] as const;
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta http-equiv="Content-Security-Policy" content="${escape(policy([cognitoUrl, identityUrl]))}">
    <title>Big Mouth: tables worth talking about</title>
    <style>${style}</style>
  </head>
  <body ${data.map(([name, value]) => `data-${name}="${escape(value)}"`).join(" ")}>
    <header class="bar">
      <a class="brand" href="${escape(apiBase || "/")}">Big Mouth</a>
      <div class="session">
        <span id="who" hidden></span>
        <button id="open-sign-in" type="button">Sign in</button>
        <button id="sign-out" class="quiet" type="button" hidden>Sign out</button>
      </div>
    </header>

    <main>
      <section class="hero">
        <h1>Tables worth talking about</h1>
        <p>Restaurants with a story. Browse them all, or sign in and search by theme.</p>
        <form id="search" class="search" role="search">
          <label for="theme" class="hidden">Theme</label>
          <input id="theme" name="theme" placeholder="A theme, such as cartoon" required maxlength="60" autocomplete="off">
          <button type="submit">Search</button>
        </form>
        <p id="message" class="message" role="status"></p>
      </section>

      <section>
        <h2 id="title">All restaurants</h2>
        <ul id="restaurants" class="cards">${restaurants.map(card).join("")}
        </ul>
      </section>
    </main>

    <dialog id="account" aria-labelledby="account-title">
      <button id="close" class="close" type="button" aria-label="Close">×</button>
      <h2 id="account-title">Sign in</h2>
      <form id="sign-in" class="fields">
        <label>E-mail <input name="email" type="email" required autocomplete="username"></label>
        <label>Password <input name="password" type="password" required autocomplete="current-password"></label>
        <button type="submit">Sign in</button>
        <p>New here? <button class="link" type="button" data-show="register">Create an account</button></p>
      </form>
      <form id="register" class="fields" hidden>
        <label>E-mail <input name="email" type="email" required autocomplete="username"></label>
        <label>Password <input name="password" type="password" required minlength="8" autocomplete="new-password">
          <small>At least 8 characters, with upper and lower case, a digit and a sign.</small></label>
        <button type="submit">Create account</button>
        <p>Have an account? <button class="link" type="button" data-show="sign-in">Sign in</button></p>
      </form>
      <form id="confirm" class="fields" hidden>
        <p>We sent a code to <strong id="sent-to"></strong>.</p>
        <label>Code <input name="code" required inputmode="numeric" pattern="[0-9]{6}" autocomplete="one-time-code"></label>
        <button type="submit">Confirm</button>
        <p>No code? <button id="resend" class="link" type="button">Send it again</button></p>
      </form>
      <p id="account-message" class="message" role="alert"></p>
    </dialog>
    <script>${script}</script>
  </body>
</html>
`;
}
