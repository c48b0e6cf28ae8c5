import { plain } from "../report/text";
import { wholeApi } from "./acceptances";
import type { Check } from "./checks-of";
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
