import type { Deployed } from "../../../../graph/deployed";
import type { DecisionRecord, Log } from "../../../start/services";
import { equalSecrets } from "../../../sigv4";
import type { CognitoState } from "../../cognito-idp/store/state";
import type { AwsRequest, AwsResponse } from "../../service/http/exchange";
import { consolePage } from "./console";

/** What the pages show. */
export interface PageParts {
  token: string;
  cognito: CognitoState;
  log: Log & { decisions?(): readonly DecisionRecord[] };
  definition: Deployed;
}

/** The answer where a request is for one of the pages behind the token; undefined where it is not. */
export function answerPage(request: AwsRequest, parts: PageParts): AwsResponse | undefined {
  const match = /^\/_gatehouse\/([^/]*)\/([a-z]+)$/.exec(request.path);
  if (!match) return undefined;
  const [, token = "", page = ""] = match;
  if (!equalSecrets(parts.token, token)) return text(404, "There is no such page.\n");
  if (!["GET", "HEAD"].includes(request.method)) return text(405, "Only GET.\n");
  const decisions = parts.log.decisions?.() ?? [];
  const codes = parts.cognito.codes.sent();
  switch (page) {
    case "codes":
      return { status: 200, headers: jsonType, body: JSON.stringify(codes) };
    case "log":
      return {
        status: 200,
        headers: { "content-type": "application/x-ndjson" },
        body: decisions.map((record) => `${JSON.stringify(record)}\n`).join(""),
      };
    case "console":
      return consolePage(parts.definition, { decisions, codes });
    default:
      return text(404, "There is no such page.\n");
  }
}

const jsonType = { "content-type": "application/json" };

function text(status: number, body: string): AwsResponse {
  return { status, headers: { "content-type": "text/plain" }, body };
}
