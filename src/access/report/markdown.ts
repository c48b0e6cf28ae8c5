import { drawCalls } from "./call-graph";
import { becomingText } from "./describe-who";
import { drawPlans, drawStages } from "./limits-text";
import { drawMatrix } from "./matrix";
import { noteCodes } from "../notes/codes";
import type { Report } from "./report-of";
import { unreadCount, unreadMarkdown } from "./unread-text";
import { code, codes, table } from "./text";

function drawEndpoints({ rows }: Report): readonly string[] {
  const cells = rows.map(({ route, access, who, direct }) => {
    const [method = "", ...path] = route.split(" ");
    return [method, code(path.join(" ")), access, who.join("<br>"), direct.join("<br>")];
  });
  return table(["method", "path", "access", "who exactly", "invoked directly by"], cells);
}

function drawRoles({ roles }: Report): readonly string[] {
  if (roles.length === 0) return ["No role may call an endpoint."];
  const rows = roles.map(({ name, ways }) => [
    code(name),
    ways.map(becomingText).join("<br>") || "nobody",
  ]);
  return table(["role", "who becomes it"], rows);
}

function drawPools({ pools }: Report): readonly string[] {
  if (pools.length === 0) return ["There are no user pools."];
  const rows = pools.map(({ name, facts, clients }) => {
    const kinds = (["lowercase", "uppercase", "numbers", "symbols"] as const).filter(
      (kind) => facts[kind],
    );
    const asks = kinds.length > 0 ? `, with ${kinds.join(", ")}` : "";
    return [
      code(name),
      facts.selfSignUp ? "anyone" : "the invited",
      facts.mfa.toLowerCase(),
      `${facts.minimumLength} characters${asks}`,
      codes(clients),
    ];
  });
  return table(["pool", "who joins", "second factor", "password", "clients"], rows);
}

function drawNotes({ notes }: Report): readonly string[] {
  if (notes.length === 0) return ["None."];
  return notes.map(({ code: id, where, text, accepted }) => {
    const reason = accepted === undefined ? "" : ` Accepted: ${code(accepted)}.`;
    return `- **${id}** ${code(where)}, ${noteCodes[id].title}. ${text}${reason}`;
  });
}

function heading(title: string, lines: readonly string[]): readonly string[] {
  return [`## ${title}`, "", ...lines, ""];
}

/** The text of `access.md`. It says nothing that changes where access does not. */
export function toMarkdown(report: Report): string {
  const { definition } = report;
  const stages = definition.apis.flatMap(({ name, stages: all }) =>
    all.map(({ stageName }) => `${name}/${stageName}`),
  );
  const { unread } = definition;
  const notRead =
    unread.length === 0
      ? ["Nothing: everything that the program registers is read, or known to concern no access."]
      : [
          `${unreadCount(unread)}, so what stands below may be less than there is.`,
          "",
          ...unreadMarkdown(unread),
        ];
  const unknown = definition.warnings.map((text) => `- ${code(text, 500)}`);
  return [
    "# Who may call what",
    "",
    `Written by \`npm run report\` from what the program would deploy as ${codes(stages)}; \`npm run report -- --check\` compares.`,
    "Not seen here: credentials outside this program. An administrator of the AWS account may call every `iam` row.",
    "",
    ...heading("Not read", notRead),
    ...heading("Endpoints", drawEndpoints(report)),
    ...heading("Endpoints × principals", [
      "`+ key`: only with a key as well. `some`: only for some paths, or where conditions hold. `direct`: past the gateway. Empty: refused.",
      "",
      ...drawMatrix(report.access),
    ]),
    ...heading("Calls", drawCalls(report.calls)),
    ...heading("Plans", [...drawPlans(definition), "", ...drawStages(definition)]),
    ...heading("Roles", drawRoles(report)),
    ...heading("User pools", drawPools(report)),
    ...heading("Weaker than it looks", drawNotes(report)),
    ...(unknown.length > 0 ? heading("Not known from the program alone", unknown) : []),
  ]
    .join("\n")
    .replace(/(?<!\n)\n+$/, "\n");
}
