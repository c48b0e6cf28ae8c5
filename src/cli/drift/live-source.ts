import fs from "node:fs";
import path from "node:path";
import { isRecord, type Values } from "../../base/values";

/** Answers of AWS by operation, `apigateway/get-rest-api`, and what they are about. */
export interface LiveSource {
  /** Undefined where AWS has no such thing. */
  ask(operation: string, ...about: string[]): Promise<Values | undefined>;
}

/** Something about the answers that a person can mend. */
export class DriftError extends Error {
  override readonly name = "DriftError";
}

/** The file of an answer: `apigateway/get-export.a1b2c3.dev.json`; characters that no file has are `_`. */
export function answerFile(operation: string, about: readonly string[]): string {
  const name = [operation, ...about.map((one) => one.replace(/[^\w-]/g, "_"))].join(".");
  return `${name}.json`;
}

/** Answers that somebody has saved, each as the AWS CLI prints it. */
export function folderSource(folder: string): LiveSource {
  if (!fs.existsSync(folder)) throw new DriftError(`--export ${folder}: there is no such folder.`);
  return {
    async ask(operation, ...about) {
      const file = path.join(folder, answerFile(operation, about));
      if (!fs.existsSync(file)) return undefined;
      let data: unknown;
      try {
        data = JSON.parse(fs.readFileSync(file, "utf8"));
      } catch {
        throw new DriftError(`${file}: it is no JSON.`);
      }
      if (isRecord(data)) return data;
      throw new DriftError(`${file}: expected a JSON object, as the AWS CLI prints it.`);
    },
  };
}

/** Values that nobody needs to compare access. */
const secrets: ReadonlySet<string> = new Set(["ClientSecret", "value", "Environment"]);

/** The answer without secrets; of one that is left out it says that it was there. */
export function withoutSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, item]) => {
      if (!secrets.has(name)) return [[name, withoutSecrets(item)]];
      return name === "ClientSecret" && item ? [[name, "withheld"]] : [];
    }),
  );
}

/** The same source, each answer asked for once and without secrets, and saved where a folder is given. */
export function keptSource(source: LiveSource, folder: string | undefined): LiveSource {
  const known = new Map<string, Promise<Values | undefined>>();
  const asked = async (operation: string, about: readonly string[]) => {
    const answer = await source.ask(operation, ...about);
    // A document has properties of any name, and no secret.
    const kept = operation.endsWith("get-export") ? answer : withoutSecrets(answer);
    if (folder !== undefined && kept !== undefined) {
      const file = path.join(folder, answerFile(operation, about));
      fs.mkdirSync(path.dirname(file), { recursive: true });
      fs.writeFileSync(file, `${JSON.stringify(kept, null, 2)}\n`, { mode: 0o600 });
    }
    return kept as Values | undefined;
  };
  return {
    ask(operation, ...about) {
      const file = answerFile(operation, about);
      let answer = known.get(file);
      if (!answer) known.set(file, (answer = asked(operation, about)));
      return answer;
    },
  };
}
