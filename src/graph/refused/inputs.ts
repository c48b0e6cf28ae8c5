import { secretKind, secretMark } from "../../base/marks";
import type { Entry } from "../read/graph-index";
import { nameOf } from "../read/reading";
import { isRecord, textOf } from "../../base/values";
import { placesOf, refusedBy, type Refused } from "./aws-model/constraint";
import { constraints } from "./aws-model/inputs";
import type { Judged, Rule } from "./judged";

interface Found extends Refused {
  entry: Entry;
}

/** Inputs of resources that AWS's own models or its documentation do not take. */
export const inputProblems: Rule = (judged) => {
  const secrets = secretsOf(judged);
  const found = [...constraints].flatMap(([type, inputs]) =>
    judged.reading.index.all(type).flatMap((entry) =>
      [...inputs].flatMap(([input, constraint]) =>
        refusedBy(constraint, placesOf(entry.inputs, input), isOurs(entry)).map(
          (refused): Found => {
            const hidden = secrets(entry, input) && !/^(?:\d+|nothing)$/.test(refused.found);
            return { ...refused, entry, ...(hidden ? { found: "a secret, not shown" } : {}) };
          },
        ),
      ),
    ),
  );
  const same = new Map<string, Found[]>();
  for (const one of found) {
    const key = JSON.stringify([one.at, one.expected, one.found]);
    same.set(key, [...(same.get(key) ?? []), one]);
  }
  return [...same.values()].map(sentence);
};

/** What must be there is the provider's own check; of what Gatehouse itself registers it is also ours. */
const isOurs = ({ parent }: Entry) => parent?.includes("gatehouse:index:") ?? false;

/** What many resources have in common, such as a tag, is said once. */
function sentence(same: readonly Found[]): string {
  const [first] = same;
  if (!first) return "";
  const others = same.length - 1;
  const more =
    others === 0 ? "" : ` and ${others} other ${others === 1 ? "resource" : "resources"}`;
  const { entry, at, expected, found } = first;
  return `${nameOf(entry)}${more}: AWS does not take this ${at}. Expected ${expected}, found ${found}. Correct it.`;
}

/** Whether an input holds a secret: by the marks of the graph, which the index has opened. */
function secretsOf({ definition }: Judged): (entry: Entry, input: string) => boolean {
  const marked = new Map<string, ReadonlySet<string>>();
  for (const resource of definition.graph) {
    const inputs = isRecord(resource?.inputs) ? resource.inputs : {};
    const secret = Object.keys(inputs).filter((name) => holdsSecret(inputs[name]));
    marked.set(`${textOf(resource?.type)} ${textOf(resource?.name)}`, new Set(secret));
  }
  return (entry, input) =>
    marked.get(`${entry.type} ${entry.name}`)?.has(/^[^.[{]*/.exec(input)?.[0] ?? "") ?? false;
}

function holdsSecret(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(holdsSecret);
  if (!isRecord(value)) return false;
  return value[secretMark] === secretKind || Object.values(value).some(holdsSecret);
}
