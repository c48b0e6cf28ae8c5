import { isRouted } from "../../local/gateway/call";
import { mendFor } from "../../access/explain/mend";
import { checkOf } from "../../access/explain/refused-call";
import type { Gateway, Judged } from "../../local/gateway";
import type { Refusal } from "../../local/gateway/answer/refusal";
import { refusedByEntry } from "../../local/gateway/authorize/refused-by-entry";
import { refusedCall } from "../../local/gateway/answer/refused-call";
import { blotOut, secretsOf } from "../../local/gateway/answer/secrets-of";
import type { Credentials } from "../../local/start/services";
import { sampleBody } from "../../local/start/sample-body";
import type { TokenService } from "../../local/tokens/create-tokens";
import type { Explanation } from "./explanation";
import { provenRequest } from "./prove";
import type { AskedRequest } from "./request";
import { stepsOf, type RefusedStep } from "./steps";
import { integrateWithoutCalling } from "./uninvoked";
import type { Who } from "./who";

/** What judges, and what proofs are made with. */
export interface ExplainParts {
  gateway: Gateway;
  credentials: Credentials;
  tokens: TokenService;
  /** ARNs of the functions whose code an authorizer has run so far. */
  ran: () => readonly string[];
}

/** Judges a request of one caller and says why; a text says why the caller cannot send it. */
export async function explainRequest(
  asked: AskedRequest,
  who: Who,
  parts: ExplainParts,
): Promise<Explanation | string> {
  const first = await judgeAs(asked, who, parts);
  if (typeof first === "string") return first;
  const notes = notesOn(first, parts);
  const lacksBody = asked.body === undefined && refusalType(first) === "BAD_REQUEST_BODY";
  const body = lacksBody ? fittingBody(first) : undefined;
  if (body === undefined) return explanationOf(first, who, notes);
  const second = await judgeAs({ ...asked, body }, who, parts);
  if (typeof second === "string") return second;
  const madeUp = "The body was made up from the endpoint's model; --body gives another.";
  return explanationOf(second, who, [...notes, madeUp]);
}

function notesOn({ call }: Judged, { ran }: ExplainParts): string[] {
  const arn = call.method?.authorizer?.definition.functionArn;
  if (arn === undefined || !ran().includes(arn)) return [];
  return [
    `The code of the authorizer's function ${call.graph.functions.get(arn)?.name ?? arn} was run.`,
  ];
}

function refusalType({ result }: Judged): string | undefined {
  return "allow" in result ? result.responseType : undefined;
}

function fittingBody({ call }: Judged): string | undefined {
  if (!isRouted(call)) return undefined;
  const { models } = call.api.definition;
  const model = models[call.method.definition.requestModels["application/json"] ?? ""];
  return model && JSON.stringify(sampleBody(model, models));
}

async function judgeAs(
  asked: AskedRequest,
  who: Who,
  parts: ExplainParts,
): Promise<Judged | string> {
  const tokenHeader = await tokenHeaderOf(asked, who, parts);
  const request = await provenRequest(asked, who, { ...parts, tokenHeader });
  if (typeof request === "string") return request;
  return parts.gateway.judge(request, integrateWithoutCalling);
}

/** The method's authorizer says in which header it looks for a token. */
async function tokenHeaderOf(asked: AskedRequest, who: Who, parts: ExplainParts): Promise<string> {
  const standard = "Authorization";
  if (!who.proofs.some(({ kind }) => kind === "pool")) return standard;
  const bare = { ...asked, headers: [] };
  const request = await provenRequest(
    bare,
    { name: "nobody", proofs: [] },
    { ...parts, tokenHeader: standard },
  );
  if (typeof request === "string") return standard;
  const { call } = await parts.gateway.judge(request, integrateWithoutCalling);
  const source = call.method?.authorizer?.definition.identitySource[0];
  return /^method\.request\.header\.(.+)$/.exec(source ?? "")?.[1] ?? standard;
}

function explanationOf(judged: Judged, who: Who, notes: string[]): Explanation {
  const { call, result } = judged;
  const byGateway = "allow" in result ? result : undefined;
  const byEntry = byGateway || !isRouted(call) ? undefined : refusedByEntry(call);
  const refusal = byGateway ?? byEntry;
  const explained = refusal && refusedCall(call, refusal);
  const mend = explained && mendFor(explained);
  const refused: RefusedStep | undefined = explained && {
    check: byEntry ? "integration" : checkOf(explained),
    because: refusal!.because,
  };
  const explanation: Explanation = {
    request: `${call.request.method} ${call.request.target}`,
    as: who.name,
    allowed: !refusal,
    ...(call.method && { route: call.method.route }),
    ...(call.api && { api: call.api.definition.name }),
    ...(call.stage && { stage: call.stage.definition.stageName }),
    steps: stepsOf(call, refused),
    ...(refusal && { answer: answerOf(judged, refusal) }),
    ...(mend !== undefined && { mend }),
    notes,
  };
  return blotOutAll(explanation, secretsOf(call)) as Explanation;
}

/** What the caller gets; the row's own check answers as API Gateway does, and in its place. */
function answerOf(
  { result, response }: Judged,
  { status, errorType, message, responseType }: Refusal,
): NonNullable<Explanation["answer"]> {
  if (!("allow" in result)) return { status, errorType, body: JSON.stringify({ message }) };
  const shown = headerOf(response.headers, "x-amzn-errortype");
  return {
    status: response.status,
    ...(shown !== undefined && { errorType: shown }),
    responseType,
    body: String(response.body),
  };
}

function headerOf(headers: readonly string[], name: string): string | undefined {
  const at = headers.findIndex((text, index) => index % 2 === 0 && text.toLowerCase() === name);
  return at < 0 ? undefined : headers[at + 1];
}

function blotOutAll(value: unknown, secrets: readonly string[]): unknown {
  if (typeof value === "string") return blotOut(value, secrets);
  if (Array.isArray(value)) return value.map((one) => blotOutAll(one, secrets));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name, blotOutAll(one, secrets)]),
  );
}
