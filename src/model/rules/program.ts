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
