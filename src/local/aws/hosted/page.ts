import { sha256Base64 } from "../../sigv4";
import type { AwsResponse } from "../service/http/exchange";

/** A page of the sign-in: heading, what went wrong or well, and content that is HTML already. */
export interface HostedPage {
  title: string;
  content: string;
  error?: string | undefined;
  notice?: string | undefined;
  status?: number;
  setCookie?: string;
  /** Where the form may end up by a redirect, beside our own pages. */
  redirectUri?: string | undefined;
}

const style = `
:root { --ink: #1f1a17; --soft: #6f655e; --paper: #fffaf3; --card: #fff; --line: #ece2d6; --hot: #c8402a; --hot-dark: #a53120; }
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 24px 16px; font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; color: var(--ink); background: var(--paper); }
main { width: min(400px, 100%); background: var(--card); border: 1px solid var(--line); border-radius: 20px; padding: 32px 28px; box-shadow: 0 8px 32px rgb(31 26 23 / 8%); }
h1 { margin: 0 0 20px; font: 700 28px/1.2 Georgia, serif; letter-spacing: -.5px; }
form { display: grid; gap: 14px; }
label { display: grid; gap: 6px; font-weight: 600; }
input { font: inherit; width: 100%; padding: 11px 16px; border: 1px solid var(--line); border-radius: 12px; background: #fff; color: inherit; }
button { font: inherit; font-weight: 600; border: 0; border-radius: 999px; padding: 11px 20px; background: var(--hot); color: #fff; cursor: pointer; }
button:hover { background: var(--hot-dark); }
button.quiet { background: transparent; color: var(--hot); padding: 0; border-radius: 4px; text-decoration: underline; }
form + form { margin-top: 16px; justify-items: start; }
button:focus-visible, input:focus-visible, a:focus-visible { outline: 3px solid #f0b7ab; outline-offset: 1px; }
a { color: var(--hot); }
p { margin: 0 0 16px; color: var(--soft); }
p.text { overflow-wrap: anywhere; }
p.error { color: var(--hot-dark); }
p.good { color: #2f6b3a; }
nav { display: flex; flex-wrap: wrap; gap: 8px 20px; margin-top: 20px; }
footer { margin-top: 24px; padding-top: 16px; border-top: 1px solid var(--line); font-size: 13px; color: var(--soft); }
`;

/** A page as an answer; it has no script, and no policy lets one run. */
export function hostedPage(page: HostedPage): AwsResponse {
  const { title, content, error, notice, status = 200, setCookie, redirectUri } = page;
  const message = (kind: string, role: string, text: string | undefined) =>
    text === undefined ? "" : `<p class="${kind}" role="${role}">${escapeHtml(text)}</p>`;
  return {
    status,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": policy(redirectUri),
      // With "no-referrer" a browser sends `Origin: null` with the form.
      "referrer-policy": "same-origin",
      ...(setCookie !== undefined && { "set-cookie": setCookie }),
    },
    body: `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${escapeHtml(title)}</title>
    <style>${style}</style>
  </head>
  <body>
    <main>
      <h1>${escapeHtml(title)}</h1>
      ${message("error", "alert", error)}${message("good", "status", notice)}
      ${content}
      <footer>A user pool on this machine. Codes appear in the terminal.</footer>
    </main>
  </body>
</html>
`,
  };
}

function policy(redirectUri: string | undefined): string {
  const target = redirectUri === undefined ? "" : ` ${formTarget(redirectUri)}`;
  return [
    "default-src 'none'",
    `style-src 'sha256-${sha256Base64(style)}'`,
    // Browsers hold the redirect behind a form to this as well.
    `form-action 'self'${target}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}

/** `http://localhost:3000/callback` → its origin; an app's own scheme, `myapp://callback` → `myapp:`. */
function formTarget(redirectUri: string): string {
  if (!URL.canParse(redirectUri)) return "";
  const { protocol, origin } = new URL(redirectUri);
  return origin === "null" ? protocol : origin;
}

/** Text that may stand in HTML, in an attribute as well. */
export function escapeHtml(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "'": "&#39;",
  };
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? "");
}
