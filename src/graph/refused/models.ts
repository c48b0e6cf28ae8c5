import type { Entry } from "../read/graph-index";
import type { ReadApi } from "../read/apis";
import { nameOf } from "../read/reading";
import { identityOf } from "../read/graph-index";
import { isRecord, isUnknown } from "../../base/values";
import { inAwsWords, repeated, type Rule } from "./judged";

const withoutSchema = inAwsWords(
  "Model schema must have at least 1 property or array items defined",
);

function nameProblem(name: string): string | undefined {
  return /^[A-Za-z0-9]+$/.test(name)
    ? undefined
    : `a model's name has letters and digits, found "${name}". ${inAwsWords(`Model name must be alphanumeric: ${name}`)}`;
}

/** Names of models that a schema refers to. */
function referencesIn(schema: unknown): readonly string[] {
  if (Array.isArray(schema)) return schema.flatMap(referencesIn);
  if (!isRecord(schema)) return [];
  return Object.entries(schema).flatMap(([key, value]) => {
    const name =
      key === "$ref" && typeof value === "string" ? /^#\/models\/(.+)$/.exec(value) : null;
    return name ? [name[1]!] : referencesIn(value);
  });
}

function problemsOfEntry(entry: Entry, { definition }: ReadApi): readonly string[] {
  const name = identityOf(entry, "name") ?? entry.name;
  const { schema } = entry.inputs;
  if (isUnknown(schema)) return [];
  const missing = referencesIn(definition.models[name]).filter(
    (reference) => !Object.hasOwn(definition.models, reference),
  );
  return [
    nameProblem(name),
    schema === undefined || schema === null || schema === ""
      ? `it has no schema. ${withoutSchema}`
      : undefined,
    ...missing.map(
      (reference) =>
        `it refers to the model ${reference}, which is none of this API's. Declare it, or name another`,
    ),
  ].flatMap((problem) => (problem === undefined ? [] : [`${nameOf(entry)}: ${problem}.`]));
}

function problemsOf(read: ReadApi): readonly string[] {
  const { models } = read.entries;
  const twice = repeated(models, (entry) => identityOf(entry, "name"));
  return [
    ...models.flatMap((entry) => problemsOfEntry(entry, read)),
    ...twice.map(
      ({ key }) =>
        `${nameOf(read.api)}: the model ${key} is declared twice. ${inAwsWords("Model name already exists for this REST API")}.`,
    ),
  ];
}

/** Single models that API Gateway does not take: LocalStack's test_model_validation (15-04-2024). */
export const modelProblems: Rule = ({ apis }) => apis.flatMap(problemsOf);
