import type { Deployed } from "../../../../graph/deployed";
import type { DecisionRecord, SentCode } from "../../../start/services";
import type { AwsResponse } from "../../service/http/exchange";

/** The console: what is enforced, what was decided, which codes were sent. It has no script. */
export function consolePage(
  definition: Deployed,
  { decisions, codes }: { decisions: readonly DecisionRecord[]; codes: readonly SentCode[] },
): AwsResponse {
  const endpoints = definition.apis.flatMap((api) =>
    api.resources.flatMap((resource) =>
      Object.values(resource.methods).map((method) => [
        method.verb,
        resource.path,
        method.authorizationType + (method.apiKeyRequired ? " + API key" : ""),
      ]),
    ),
  );
  const decided = decisions
    .slice(-200)
    .reverse()
    .map(({ at, method, path, status, principal, responseType, because, mend }) => [
      at,
      `${method} ${path}`,
      String(status),
      principal ?? "",
      [responseType, because.at(-1)].filter(Boolean).join(": "),
      mend ?? "",
    ]);
  const sent = codes
    .slice(-50)
    .reverse()
    .map(({ at, userPool, to, purpose, code }) => [at, userPool, to, purpose, code]);
  return {
    status: 200,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'",
    },
    body: page([
      table("Endpoints", ["Verb", "Path", "Access"], endpoints),
      table("Decisions", ["At", "Request", "Status", "Who", "Why", "To let it pass"], decided),
      table("Codes", ["At", "User pool", "To", "For", "Code"], sent),
    ]),
  };
}

function page(sections: readonly string[]): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Gatehouse</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 70rem; padding: 0 1rem; color: #1c2430; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; padding: 0.3rem 0.8rem 0.3rem 0; border-bottom: 1px solid #e3e7ee; vertical-align: top; }
td { font-family: ui-monospace, monospace; font-size: 13px; overflow-wrap: anywhere; }
</style></head><body><h1>Gatehouse</h1>
<p>What this laptop enforces, newest first. Load the page again for what came since.</p>
${sections.join("\n")}</body></html>
`;
}

function table(
  title: string,
  heads: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  const head = heads.map((text) => `<th>${escape(text)}</th>`).join("");
  const body = rows
    .map((row) => `<tr>${row.map((text) => `<td>${escape(text)}</td>`).join("")}</tr>`)
    .join("\n");
  const content =
    rows.length === 0 ? "<p>None yet.</p>" : `<table><tr>${head}</tr>\n${body}</table>`;
  return `<h2>${escape(title)}</h2>${content}`;
}

function escape(text: string): string {
  return text
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/"/g, "&quot;");
}
