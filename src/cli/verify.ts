import { writeFileSync } from "node:fs";
import type { Verified } from "../access/verify/findings";
import { ofKind } from "../access/verify/findings";
import { verifyJson, verifyJunit } from "../access/verify/to-junit";
import { verifyText } from "../access/verify/to-text";
import { ProgramError } from "./program/program-error";
import { StartError } from "../local/start/start-error";
import { readVerifyArguments, verifyHelp } from "./verify/arguments";
import { verify } from "./verify/run";

/** `npm run verify`: 0 when all is as expected, 2 when something differs, 1 when it was given something wrong. */
export async function main(argv: readonly string[]): Promise<number> {
  const args = readVerifyArguments(argv);
  if (typeof args === "string") {
    console.error(`${args}\n\n${verifyHelp}`);
    return 1;
  }
  if (args.help) {
    console.log(verifyHelp);
    return 0;
  }
  try {
    const found = await verify(args, {
      projectDirectory: process.cwd(),
      env: process.env,
      print: (line) => console.error(line),
    });
    if (!("findings" in found)) {
      for (const problem of found) console.error(problem);
      return 1;
    }
    if (args.junit !== undefined) writeFileSync(args.junit, verifyJunit(found));
    console.log(args.json ? JSON.stringify(verifyJson(found), null, 2) : verifyText(found));
    return exitCode(found);
  } catch (error) {
    if (error instanceof StartError) {
      for (const problem of error.problems) console.error(problem);
      return 1;
    }
    if (!(error instanceof ProgramError) && !isFileError(error)) throw error;
    console.error(error.message);
    return 1;
  }
}

/** What got no answer is not as expected either. */
function exitCode(verified: Verified): number {
  const wrong = ofKind(verified, "differs").length + ofKind(verified, "failed").length;
  return wrong > 0 ? 2 : 0;
}

const isFileError = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && "code" in error && "path" in error;
