import { refuse, type Refusal } from "../answer/refusal";

const anyValue = "(JSON String, Number, Array, Object or token 'null', 'true' or 'false')";

/**
 * Lambda's answer to a payload that is not JSON, which the gateway hands on. The text is that of
 * Lambda's parser for a wrong first token (srcecde/aws-tutorial-code#4); the status is Lambda's own.
 */
export function payloadFault(payload: string): Refusal | undefined {
  try {
    JSON.parse(payload);
    return undefined;
  } catch (fault) {
    const { what, end } = wrong(payload, (fault as Error).message);
    const lines = payload.slice(0, end).split("\n");
    const place = `line: ${lines.length}, column: ${lines.at(-1)!.length + 1}`;
    return refuse(
      "DEFAULT_4XX",
      `Could not parse request body into json: Could not parse payload into json: ${what}\n at [Source: (byte[])${source(payload)}; ${place}]`,
      `the function takes JSON; what the caller or the request template made is not: ${payload.slice(0, 200)}`,
    );
  }
}

/** What is wrong, and where the parser stopped. */
function wrong(payload: string, fault: string): { what: string; end: number } {
  const start = payload.length - payload.trimStart().length;
  const word = /^[\p{L}\p{N}_$]+/u.exec(payload.slice(start))?.[0].slice(0, 256);
  if (word !== undefined) {
    const what = `Unrecognized token '${word}': was expecting ${anyValue}`;
    return { what, end: start + word.length };
  }
  const found = /^["[{]/.test(payload.slice(start))
    ? Number(/position (\d+)/.exec(fault)?.[1] ?? payload.length)
    : start;
  const character = payload[found];
  if (character === undefined) return { what: "Unexpected end-of-input", end: payload.length };
  const code = character.charCodeAt(0);
  return {
    what: `Unexpected character ('${character}' (code ${code})): expected a valid value ${anyValue}`,
    end: found + 1,
  };
}

function source(payload: string): string {
  const rest = Buffer.byteLength(payload) - 500;
  return rest > 0 ? `"${payload.slice(0, 500)}"[truncated ${rest} bytes]` : `"${payload}"`;
}
