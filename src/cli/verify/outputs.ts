import { execFileSync } from "node:child_process";
import fs from "node:fs";
import { isRecord, type Values } from "../../base/values";

/** The outputs of a stack, from a file or from the Pulumi CLI; a text says why there are none. */
export function stackOutputs(
  { outputs, stack }: { outputs?: string | undefined; stack: string },
  directory: string,
): Values | string {
  const where = outputs === undefined ? "pulumi stack output" : `--outputs ${outputs}`;
  let text: string;
  try {
    text =
      outputs === undefined
        ? execFileSync(
            "pulumi",
            ["stack", "output", "--json", "--show-secrets", "--stack", stack, "--non-interactive"],
            { cwd: directory, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] },
          )
        : fs.readFileSync(outputs, "utf8");
  } catch (error) {
    const { code, stderr } = error as { code?: unknown; stderr?: unknown };
    if (code === "ENOENT" && outputs === undefined) return `${where}: there is no Pulumi CLI here`;
    const why = typeof stderr === "string" && stderr ? stderr.trim().split("\n")[0] : undefined;
    return `${where}: ${why ?? `it cannot be read (${String(code)})`}`;
  }
  try {
    const data: unknown = JSON.parse(text);
    if (isRecord(data)) return data;
  } catch {
    // Said below; what stands there may be a secret.
  }
  return `${where}: expected a JSON object of outputs`;
}
