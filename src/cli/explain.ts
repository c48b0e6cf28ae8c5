import { unreadLines } from "../access/report/unread-text";
import { explainHelp, readExplainArguments } from "./explain/arguments";
import { printExplanation, printTable } from "./explain/print";
import { explain, type Explained } from "./explain/run";
import { StartError } from "../local/start/start-error";

/** `npm run explain`: 0 when it could explain, also a refusal; 1 when it was given something wrong. */
export async function main(argv: readonly string[]): Promise<number> {
  const args = readExplainArguments(argv);
  if (typeof args === "string") {
    console.error(`${args}\n\n${explainHelp}`);
    return 1;
  }
  if (args.help) {
    console.log(explainHelp);
    return 0;
  }
  if (args.request.trim() === "") {
    console.error(`What is asked about is missing.\n\n${explainHelp}`);
    return 1;
  }
  try {
    const found = await explain(args, {
      projectDirectory: process.cwd(),
      print: (line) => console.error(line),
    });
    if ("explanations" in found) {
      console.log(args.json ? JSON.stringify(jsonOf(found), null, 2) : textOf(found));
      return 0;
    }
    for (const problem of found) console.error(problem);
    return 1;
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    for (const problem of error.problems) console.error(problem);
    return 1;
  }
}

function textOf({ explanations, everybody, unread }: Explained): string {
  const text = everybody
    ? printTable(explanations)
    : explanations.map(printExplanation).join("\n\n");
  return [...unreadLines(unread), ...(unread.length > 0 ? [""] : []), text].join("\n");
}

/** Each explanation names what is not read, where there is something. */
const jsonOf = ({ explanations, unread }: Explained): readonly object[] =>
  explanations.map((one) => (unread.length > 0 ? { notRead: unread, ...one } : one));
