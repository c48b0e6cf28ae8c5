import type { Entry } from "../read/graph-index";
import { types } from "../types";
import { nameOf } from "../read/reading";
import { textOf } from "../../base/values";
import { quoted, repeated, type Rule } from "./judged";

/** What must have a unique name: by which input, within what, and whether capitals tell two apart. */
interface Named {
  type: string;
  input: string;
  within?: readonly string[];
  ignoresCase?: boolean;
}

/** Functions, roles and users of one name are found by their ARNs, stages by their API. */
export const uniqueNames: readonly Named[] = [
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html: names within an account differ by more than case
  { type: types.role, input: "name", ignoresCase: true },
  { type: types.policy, input: "name", ignoresCase: true },
  { type: types.samlProvider, input: "name", ignoresCase: true },
  { type: types.openIdConnectProvider, input: "url", ignoresCase: true },
  { type: types.rolePolicy, input: "name", within: ["role"], ignoresCase: true },
  { type: types.alias, input: "name", within: ["functionName"] },
  { type: types.userGroup, input: "name", within: ["userPoolId"] },
  { type: types.resourceServer, input: "identifier", within: ["userPoolId"] },
  { type: types.domainName, input: "domainName", ignoresCase: true },
  { type: types.basePathMapping, input: "basePath", within: ["domainName"] },
  { type: "aws:cloudwatch/logGroup:LogGroup", input: "name" },
  { type: "aws:ec2/securityGroup:SecurityGroup", input: "name", within: ["vpcId"] },
  { type: "aws:secretsmanager/secret:Secret", input: "name" },
  { type: "aws:ssm/parameter:Parameter", input: "name" },
];

/** Names that are taken twice, for a service that may not tell capitals from small letters. */
export const takenNameProblems: Rule = ({ reading }) =>
  uniqueNames.flatMap(({ type, input, within = [], ignoresCase }) => {
    const written = (entry: Entry) => textOf(entry.inputs[input]);
    const keyOf = (entry: Entry): string | undefined => {
      const name = written(entry);
      const around = within.map((other) => textOf(entry.inputs[other]));
      if (name === undefined || around.includes(undefined)) return undefined;
      return JSON.stringify([...around, ignoresCase ? name.toLowerCase() : name]);
    };
    return repeated(reading.index.all(type), keyOf)
      .filter(({ items }) => type !== types.role || new Set(items.map(written)).size > 1)
      .map(({ items }) => {
        const [first, ...others] = items;
        const what = ignoresCase ? "differs by more than capitals" : "is its own";
        return (
          `${first ? nameOf(first) : type}: its ${input} is that of ${quoted(others.map(({ name }) => name))}. ` +
          `Expected one that ${what}, found ${quoted(items.flatMap((entry) => written(entry) ?? []))}. Rename one of them.`
        );
      });
  });
