import { plain } from "../report/text";
import { wholeApi } from "./acceptances";
import { openChecks, type Check } from "./checks-of";
import { noteCodes } from "./codes";

/** One check for a terminal: code, place, what is so, how to mend it, and how to accept it. */
export function checkText({ code, where, title, text }: Check): string {
  const mend = plain(text.replaceAll("`", ""), 1_000);
  const accept =
    noteCodes[code].accepted === "never"
      ? ""
      : ` To accept it: accept: ["${code}: why"] in ${noteCodes[code].accepted === "by apiSettings" ? wholeApi : "its row"}.`;
  return `${code} ${plain(where)}: ${title}. ${mend}${accept}`;
}

/** All problems in one message. */
export function problemsText(problems: readonly Check[]): string {
  return [`${counted(problems, "problem")}:`, ...problems.map((one) => `- ${checkText(one)}`)].join(
    "\n",
  );
}

/** What the laptop, which runs it all the same, says of the checks: the problems, and which warnings there are. */
export function laptopTexts(checks: readonly Check[]): string[] {
  const [problems, warnings] = [openChecks(checks, "problem"), openChecks(checks, "warning")];
  const codes = [...new Set(warnings.map(({ code }) => code))].join(", ");
  return [
    ...(problems.length > 0 ? [`pulumi preview would refuse this. ${problemsText(problems)}`] : []),
    ...(warnings.length > 0
      ? [`${counted(warnings, "warning")} (${codes}): npm run report lists them.`]
      : []),
  ];
}

function counted({ length }: readonly Check[], what: string): string {
  return `${length} access ${what}${length === 1 ? "" : "s"}`;
}
