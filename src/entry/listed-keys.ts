import { BoundedMap } from "../base/memo";
import { signingKeys, variable } from "../client/environment";
import type { Surroundings } from "../client/row";
import { send } from "../client/send";
import { signedHeaders } from "../client/sign";

/** Says whether a key is among those that a tree of parameters lists. */
export type KeyLookup = (path: string, id: string, surroundings: Surroundings) => Promise<boolean>;

/** How long an answer counts, in milliseconds. */
const kept = 60_000;
/** Answers that are kept at once; an id is made by API Gateway, so that nobody can fill this from outside. */
const mostKept = 10_000;

/**
 * Looks a key's id up in SSM Parameter Store, where each key of a list has a parameter named by its id.
 * Throws where there is no answer: the caller refuses then.
 * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html
 */
export function createKeyLookup(): KeyLookup {
  const answers = new BoundedMap<string, { listed: boolean; until: number }>(mostKept);
  return async (path, id, surroundings) => {
    const name = `${path}/${id}`;
    const known = answers.get(name);
    if (known && Date.now() < known.until) return known.listed;
    const listed = await exists(name, surroundings);
    answers.set(name, { listed, until: Date.now() + kept });
    return listed;
  };
}

async function exists(name: string, { row, timeoutMilliseconds }: Surroundings): Promise<boolean> {
  const region = variable("AWS_REGION", row);
  const origin = new URL(process.env["GATEHOUSE_SSM_URL"] ?? ssmUrl(region));
  const body = JSON.stringify({ Name: name });
  const headers = {
    "content-type": "application/x-amz-json-1.1",
    "x-amz-target": "AmazonSSM.GetParameter",
  };
  const request = { service: "ssm", region, host: origin.host, method: "POST", path: "/" } as const;
  const { status, text } = await send({
    origin,
    method: "POST",
    path: "/",
    headers: signedHeaders({ ...request, headers, body }, signingKeys(row)),
    body,
    timeoutMilliseconds: timeoutMilliseconds(),
    label: "SSM GetParameter",
  });
  if (status === 200) return true;
  const error = errorType(text);
  if (error === "ParameterNotFound") return false;
  throw new Error(`SSM GetParameter answered ${status} ${error}`);
}

function errorType(text: string): string {
  try {
    return (
      String((JSON.parse(text) as { __type?: unknown }).__type)
        .split("#")
        .at(-1) ?? ""
    );
  } catch {
    return "without a type";
  }
}

function ssmUrl(region: string): string {
  return `https://ssm.${region}.amazonaws.com${region.startsWith("cn-") ? ".cn" : ""}`;
}
