import type { Deployed } from "../../graph/deployed";
import { explainRequest, type ExplainParts } from "./explain-request";
import type { Explanation } from "./explanation";
import type { AskedRequest } from "./request";
import { everybody, withKey, type Who } from "./who";

/** What is asked, and of who. */
export interface Question {
  asked: AskedRequest;
  definition: Deployed;
  parts: ExplainParts;
}

/** One explanation each; a refused one says who passes as well. A text says why somebody cannot ask. */
export async function explainEach(
  whos: readonly Who[],
  question: Question,
): Promise<(Explanation | string)[]> {
  const explanations: (Explanation | string)[] = [];
  for (const who of whos) {
    const one = await explainRequest(question.asked, who, question.parts);
    if (typeof one !== "string" && !one.allowed) await addPasses(one, question);
    explanations.push(one);
  }
  return explanations;
}

/** Everybody, and whoever lacks nothing but a key also with one. */
export async function explainEverybody({
  asked,
  definition,
  parts,
}: Question): Promise<Explanation[]> {
  const whos = everybody(definition);
  const keys = whos.filter(({ proofs }) => proofs[0]?.kind === "key");
  const explanations: Explanation[] = [];
  for (const who of whos) {
    const one = await explainRequest(asked, who, parts);
    // Who cannot send this request, as a pool without a client, is not asked about.
    if (typeof one === "string") continue;
    explanations.push(one);
    if (keys.includes(who) || !lacksOnlyKey(one, who)) continue;
    for (const key of keys) {
      const both = await explainRequest(asked, withKey(who, key), parts);
      if (typeof both !== "string") explanations.push(both);
    }
  }
  return explanations;
}

/** Where no credential is asked for, the keys have been asked about by themselves. */
function lacksOnlyKey({ answer, steps }: Explanation, { proofs }: Who): boolean {
  const open = steps.some(({ check, outcome }) => check === "credential" && outcome === "notAsked");
  return answer?.responseType === "INVALID_API_KEY" && proofs.length > 0 && !open;
}

/** More callers than this are not tried one by one unless they are asked for. */
const mostTried = 200;

/** What another caller could do better; an authorizer's code is not run for everybody. */
const ofCaller = ["credential", "policies", "key", "resourcePolicy"];

async function addPasses(explanation: Explanation, question: Question): Promise<void> {
  const { asked, definition } = question;
  const refused = explanation.steps.find(({ outcome }) => outcome === "refused")?.check ?? "";
  const byRow = refused === "integration" && explanation.answer?.responseType === undefined;
  if (!ofCaller.includes(refused) && !byRow) return;
  if (everybody(definition).length > mostTried) return;
  const headers = asked.headers.filter(([name]) => !isProof(name));
  const all = await explainEverybody({ ...question, asked: { ...asked, headers } });
  explanation.passes = all.filter(({ allowed }) => allowed).map(({ as }) => as);
}

const isProof = (name: string) => /^(authorization|x-api-key|x-amz-.*)$/i.test(name);
