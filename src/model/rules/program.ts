import { cors } from "../fields/cors";
import { memory, timeout } from "../fields/limits";
import type { FunctionModel } from "../model";
import type { ProblemCode } from "../problem";
import type { Rule } from "./rule";

/** The names of the API and the stage: https://docs.aws.amazon.com/apigateway/latest/api/API_CreateStage.html */
export const programNames: Rule = ({ options: { api, stack } }) => {
  const check = (code: ProblemCode, { where, value }: { where: string; value: string }) =>
    /^[A-Za-z0-9_-]{1,128}$/.test(value)
      ? []
      : [
          {
            code,
            where,
            what: "its name becomes part of the names of stages, functions and roles",
            expected: "1 to 128 letters, digits, hyphens and underscores",
            found: JSON.stringify(value),
            mend: "Choose another name.",
          },
        ];
  return [
    ...check("api-name", { where: "the API", value: api }),
    ...check("stage-name", { where: "the stack", value: stack }),
  ];
};

/** An API without a method cannot be deployed: CreateDeployment refuses it. */
export const someRows: Rule = ({ entries }) =>
  entries.endpoint.length > 0
    ? []
    : [
        {
          code: "no-rows",
          where: "the table",
          what: "it has no rows",
          expected: "at least one exported endpoint",
          found: "none",
          mend: 'Write: export const getIndex = endpoint("GET /", { access: "public" }).',
        },
      ];

/** Settings of the whole API stand in one place. */
export const oneSettings: Rule = ({ entries: { apiSettings } }) =>
  apiSettings.slice(1).map((entry) => ({
    code: "settings-twice",
    where: entry.where,
    what: "the API has its settings already",
    expected: "one export of apiSettings",
    found: apiSettings.map(({ where }) => where).join(" and "),
    mend: "Put all settings into one.",
  }));

/** What the options of the API say holds what the same field of the table must. */
export const programSettings: Rule = ({ entries, options: { program = {} } }) => {
  const where = "new SecuredApi";
  const numbers = (field: string, given: Partial<FunctionModel> = {}, isOfRow: boolean) => [
    ...(given.timeoutSeconds !== undefined && isOfRow
      ? timeout(given.timeoutSeconds, `${field}.timeoutSeconds`)
      : []),
    ...(given.memoryMegabytes === undefined
      ? []
      : memory(given.memoryMegabytes, `${field}.memoryMegabytes`)),
  ];
  const rows = new Set(entries.endpoint.map(({ name }) => name));
  const faults = [
    ...(program.cors === undefined ? [] : cors(program.cors, "cors")),
    // A row that says how long it takes is not asked: other functions may take longer than an answer does.
    ...numbers(
      "defaults",
      program.defaults,
      entries.endpoint.some(
        ({ name, fields }) =>
          fields["timeoutSeconds"] === undefined &&
          program.functions?.[name]?.timeoutSeconds === undefined,
      ),
    ),
    ...Object.entries(program.functions ?? {}).flatMap(([name, given]) =>
      numbers(`functions.${name}`, given, rows.has(name)),
    ),
  ];
  return faults.map((fault) => ({ ...fault, where }));
};
