import path from "node:path";
import { fileURLToPath } from "node:url";
import { printable } from "../log/line";
import type { ErrorPayload } from "./sandbox";

/** Stack frames worth showing. */
const shownFrames = 5;

/** A failure in words: the function, what happened, and where in the TypeScript. */
export function describeFault(name: string, error: ErrorPayload, projectDirectory: string): string {
  const frames = placesOf(error.trace ?? [], projectDirectory);
  const own = frames.find((frame) => !frame.includes("node_modules")) ?? frames[0];
  // A message may quote the request, as that of JSON.parse does.
  const what = `${name}: ${printable(wordsFor(error))}${own ? `, at ${own}` : ""}`;
  const rest = frames.filter((frame) => frame !== own).slice(0, shownFrames);
  return [what, ...rest.map((frame) => `    from ${frame}`)].join("\n");
}

function wordsFor({ errorType, errorMessage }: ErrorPayload): string {
  const message = errorMessage.split("\n")[0] ?? "";
  switch (errorType) {
    case "Sandbox.Timedout":
      return `${message.replace("Error: Task t", "t")} and was stopped`;
    case "Runtime.ExitError":
      return `ended its own process (${message.replace("Error: Runtime exited ", "")}); a handler returns or throws instead`;
    case "Runtime.OutOfMemory":
      return "used more memory than memoryMegabytes gives it and was stopped";
    case "Runtime.ImportModuleError":
      return `its code could not be loaded: ${message}`;
    case "Runtime.UserCodeSyntaxError":
      return `its code could not be read: ${message}`;
    case "Runtime.HandlerNotFound":
      return `${message}; the file must export the handler under this name`;
    case "Runtime.CallbackHandlerDeprecated":
      return `it does not start: ${message}`;
    case "Runtime.UnhandledPromiseRejection":
      return `a promise was rejected that nobody waited for: ${message}`;
    default:
      // The archive alone is there: https://docs.aws.amazon.com/lambda/latest/dg/nodejs-package.html
      if (/^ENOENT: no such file/.test(message))
        return `threw ${message}. Where the file belongs to the function, name it in bundle.files of its options`;
      return message.startsWith(errorType) ? `threw ${message}` : `threw ${errorType}: ${message}`;
  }
}

function placesOf(trace: readonly string[], projectDirectory: string): string[] {
  return trace.flatMap((line) => {
    const place = /(?:^at |\(|^)((?:file:\/\/)?\/[^()]+:\d+(?::\d+)?)\)?$/.exec(line.trim())?.[1];
    if (!place) return [];
    const plain = place.startsWith("file:") ? fromUrl(place) : place;
    if (isOurs(plain)) return [];
    const relative = path.relative(projectDirectory, plain);
    return [relative.startsWith("..") ? plain : relative];
  });
}

/** Whether a place is in what is wrapped around every handler: its author has nothing to mend there. */
function isOurs(place: string): boolean {
  const [folder] = path.relative(path.join(__dirname, "../.."), place).split(path.sep);
  return folder === "client" || folder === "entry";
}

function fromUrl(place: string): string {
  const [, url = place, position = ""] = /^(.*?)((?::\d+){1,2})$/.exec(place) ?? [];
  return `${fileURLToPath(url)}${position}`;
}
