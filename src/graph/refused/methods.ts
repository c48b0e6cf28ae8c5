import type { Entry } from "../read/graph-index";
import type { ReadApi } from "../read/apis";
import { nameOf, type Reading } from "../read/reading";
import { types } from "../types";
import { holdsUnknown, recordOf, textOf } from "../../base/values";
import { inAwsWords, repeated, type Rule } from "./judged";

const verbs = ["GET", "PUT", "POST", "DELETE", "PATCH", "OPTIONS", "HEAD", "ANY"];

/** Models that every API has from its beginning. */
const given = ["Empty", "Error"];

function verbProblem(entry: Entry): string | undefined {
  const written = entry.inputs["httpMethod"];
  if (holdsUnknown(written)) return undefined;
  return verbs.includes(textOf(written)?.toUpperCase() ?? "")
    ? undefined
    : `${JSON.stringify(written)} is no method. ${inAwsWords(`Invalid HttpMethod specified. Valid options are ${verbs.join(",")}`)}`;
}

function validatorProblem(entry: Entry, reading: Reading): string | undefined {
  const reference = entry.inputs["requestValidatorId"];
  if (reference === undefined || reference === null || reference === "") return undefined;
  if (holdsUnknown(reference)) return undefined;
  return reading.index.find(types.requestValidator, reference) === undefined
    ? `its request validator is none of this API's. ${inAwsWords("Invalid Request Validator identifier specified")}`
    : undefined;
}

function modelProblems(entry: Entry, models: ReadApi["definition"]["models"]): readonly string[] {
  return Object.values(recordOf(entry.inputs["requestModels"])).flatMap((model) => {
    const name = textOf(model);
    if (name === undefined || given.includes(name) || Object.hasOwn(models, name)) return [];
    return [
      `its model ${name} is none of this API's. ${inAwsWords(`Invalid model identifier specified: ${name}`)}. Declare the Model, or name another`,
    ];
  });
}

/** `method.request.header.a` and `method.request.querystring.a` may not stand beside each other. */
function parameterProblems(entry: Entry): readonly string[] {
  const names = Object.keys(recordOf(entry.inputs["requestParameters"]));
  const twice = repeated(names, (name) => /^method\.request\.[a-z]+\.(.+)$/.exec(name)?.[1]);
  return twice.map(
    ({ key, items }) =>
      `${items.join(" and ")} share the name ${key}. ${inAwsWords("Parameter names must be unique across querystring, header and path")}`,
  );
}

/** An integration or a response of a method that the API does not have. */
function strayProblems({ entries }: ReadApi): readonly string[] {
  const keyOf = ({ inputs }: Entry) =>
    [inputs["resourceId"], inputs["httpMethod"]].some(holdsUnknown)
      ? undefined
      : `${JSON.stringify(inputs["resourceId"])} ${textOf(inputs["httpMethod"])?.toUpperCase()}`;
  const methods = new Set(entries.methods.map(keyOf));
  // A method whose place is not known may be theirs.
  if (methods.has(undefined)) return [];
  const parts = [entries.integrations, entries.methodResponses, entries.integrationResponses];
  return parts.flat().flatMap((entry) => {
    const key = keyOf(entry);
    return key === undefined || methods.has(key)
      ? []
      : [
          `${nameOf(entry)}: it belongs to no method. ${inAwsWords("Invalid Method identifier specified")}. Declare the Method, or name its resource and verb.`,
        ];
  });
}

function problemsOf(read: ReadApi, reading: Reading): readonly string[] {
  const ofMethods = read.entries.methods.flatMap((entry) =>
    [
      verbProblem(entry),
      validatorProblem(entry, reading),
      ...modelProblems(entry, read.definition.models),
      ...parameterProblems(entry),
    ].flatMap((problem) => (problem === undefined ? [] : [`${nameOf(entry)}: ${problem}.`])),
  );
  // With a body, the methods of the document are there as well.
  return read.api.inputs["body"] === undefined ? [...ofMethods, ...strayProblems(read)] : ofMethods;
}

/** Single methods that API Gateway does not take: LocalStack's test_put_method_validation (15-04-2024). */
export const methodProblems: Rule = ({ apis, reading }) =>
  apis.flatMap((read) => problemsOf(read, reading));
