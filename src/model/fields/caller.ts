import { isRecord } from "../table";
import { all, check, listOfOnce, object, text, type Check } from "./check";

const arn = /^arn:aws(-cn|-us-gov)?:iam::\d{12}:(root|(role|user)\/[\w+=,.@/-]+)$/;
const service = /^[a-z0-9-]+(\.[a-z0-9-]+)*\.amazonaws\.com(\.cn)?$/;

const isGitHub = (value: unknown) => isRecord(value) && "github" in value;

/** Workflows of one repository, on one branch or in one environment. */
const gitHub: Check = all(
  object(
    {
      github: text({
        code: "assumed-by",
        expected: 'one repository: "<owner>/<name>", without a *',
        mend: 'Write, for instance, "example/shop". A * would let other people\'s workflows in.',
        pattern: /^[A-Za-z0-9][A-Za-z0-9-]*\/[\w.-]+$/,
      }),
      branch: ref("one branch", "main"),
      environment: ref("one environment", "production"),
    },
    ["github"],
  ),
  check({
    code: "assumed-by",
    expected: "`branch` or `environment`, one of the two",
    mend: 'Write, for instance, { github: "example/shop", branch: "main" }: a repository alone would let every pull request of it in.',
    ok: (value) => isRecord(value) && "branch" in value !== "environment" in value,
  }),
);

function ref(expected: string, example: string): Check {
  return text({
    code: "assumed-by",
    expected: `${expected}, without a * or a :`,
    mend: `Write, for instance, "${example}".`,
    pattern: /^[^\s*?:]+$/,
  });
}

const one: Check = (value, at) => {
  if (isGitHub(value)) return gitHub(value, at);
  return check({
    code: "assumed-by",
    expected:
      "the ARN of one role, one user or an account's root, a service such as states.amazonaws.com, or { github, branch }",
    mend:
      typeof value === "string" && value.includes("*")
        ? "Name who it is: a * lets anybody with an AWS account assume the role."
        : 'Write, for instance, "arn:aws:iam::111122223333:role/billing".',
    ok: (given) => typeof given === "string" && (arn.test(given) || service.test(given)),
  })(value, at);
};

/** Who may assume a role. */
export const assumedBy: Check = (value, at) => {
  if (!Array.isArray(value)) return one(value, at);
  const some = check({
    code: "assumed-by",
    expected: "at least one",
    mend: "Name who assumes the role.",
    ok: () => value.length > 0,
  });
  return all(
    some,
    listOfOnce(one, { code: "assumed-by", what: "ARNs", same: (each) => JSON.stringify(each) }),
  )(value, at);
};

/** A role that exists already. */
export const existingRole: Check = text({
  code: "caller-role",
  expected: "the ARN of one role, without a *",
  mend: 'Write, for instance, "arn:aws:iam::444455556666:role/audit".',
  pattern: /^arn:aws(-cn|-us-gov)?:iam::\d{12}:role\/[\w+=,.@/-]+$/,
});

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
export const externalId: Check = text({
  code: "field-value",
  expected: "2 to 1224 letters, digits and characters of +=,.@:/-_",
  mend: "Agree on a random text with those who assume the role.",
  pattern: /^[\w+=,.@:/-]{2,1224}$/,
});

/** Operator → key → values; what the operators and keys mean is IAM's. */
export const trustConditions: Check = (value, at) =>
  check({
    code: "field-value",
    expected:
      'conditions as IAM has them: { StringEquals: { "aws:PrincipalTag/team": "billing" } }',
    mend: "Write operator, key and value.",
    ok: (given) =>
      isRecord(given) &&
      Object.values(given).every(
        (keys) =>
          isRecord(keys) &&
          Object.values(keys).every((values) =>
            [values].flat().every((text) => typeof text === "string" && text !== ""),
          ),
      ),
  })(value, at);
