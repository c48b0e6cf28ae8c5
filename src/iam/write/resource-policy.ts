import { callStatements, type EndpointRef } from "./statements";
import type { PolicyDocument, Statement } from "../language/policy";

/** A role that exists already, and the rows that it may call. A role stands in a list once. */
export interface OutsideRole {
  /** The caller's name, for the statements' ids. */
  name: string;
  role: string;
  calls: readonly EndpointRef[];
}

/** What a resource policy is made of. */
export interface ResourcePolicyParts {
  stage: string;
  /** The whole table. */
  rows: readonly EndpointRef[];
  outsideRoles: readonly OutsideRole[];
  /** The VPC endpoints of a private API, from which alone it may be called. */
  vpcEndpointIds?: readonly string[];
}

/** The resource policy of an API, or none where nothing asks for one. */
export interface ResourcePolicy {
  policy?: PolicyDocument;
  notes: string[];
  problems: string[];
}

/** Stands in for the parts of an ARN that API Gateway itself fills in. */
const own = { partition: "", region: "", accountId: "", apiId: "" };
const ownPrefix = "arn::execute-api:::/";
/** API Gateway stores this form as the whole ARN: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-resource-policies-examples.html */
const shortPrefix = "execute-api:/";

/**
 * What a resource policy must say so that it changes nothing but this: roles outside the program may call
 * their rows, and a private API is called through its VPC endpoints only. An attached policy refuses
 * whatever it does not allow where no signature is asked for, so those calls are allowed to everybody; a
 * signed call never falls under that statement, or the policy would open iam rows to the whole account.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-authorization-flow.html
 */
export function resourcePolicy(parts: ResourcePolicyParts): ResourcePolicy {
  const { stage, outsideRoles, vpcEndpointIds } = parts;
  if (outsideRoles.length === 0 && vpcEndpointIds === undefined) return { notes: [], problems: [] };
  const rights = outsideRoles.map((outside) => rightsOf(outside, parts));
  const Resource = `${shortPrefix}${stage}/*`;
  const statements: Statement[] = [
    {
      Sid: "UnsignedCalls",
      Effect: "Allow",
      Principal: "*",
      Action: "execute-api:Invoke",
      Resource,
      // A signed call has the key: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-resource-policies-aws-condition-keys.html
      Condition: { Null: { "aws:PrincipalArn": "true" } },
    },
    ...rights.flatMap((one) => one.statements),
    ...(vpcEndpointIds === undefined ? [] : [otherNetworks(Resource, vpcEndpointIds)]),
  ];
  const policy = { Version: "2012-10-17", Statement: statements };
  return {
    policy,
    notes: rights.flatMap(({ notes }) => notes),
    problems: [...rights.flatMap(({ problems }) => problems), ...tooLong(policy)],
  };
}

/** Characters that a resource policy may have: https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html */
const longest = 8_192;
/** By how much the short form grows at most when it is stored: `arn:aws-us-gov:`, region, account and API id. */
const growth = 60;

function tooLong(policy: PolicyDocument): string[] {
  const text = JSON.stringify(policy);
  const length = text.length + growth * (text.split(shortPrefix).length - 1);
  if (length <= longest) return [];
  return [
    `The API's resource policy takes up to ${length} characters, and API Gateway takes ${longest}. Name fewer rows in callers with a \`role\`, or let them assume a role that is made: \`assumedBy\`.`,
  ];
}

function rightsOf({ name, role, calls }: OutsideRole, { stage, rows }: ResourcePolicyParts) {
  const { statements, notes, problems } = callStatements(calls, rows, { ...own, stage });
  return {
    statements: statements.map(({ Sid, Resource, ...rest }): Statement => ({
      Sid: `${name.replace(/_/g, "")}${Sid}`,
      ...rest,
      Principal: { AWS: role },
      Resource: [Resource ?? []].flat().map((arn) => arn.replace(ownPrefix, shortPrefix)),
    })),
    notes: notes.map((note) => `${name}: ${note}`),
    problems: problems.map((problem) => `${name}: ${problem}`),
  };
}

function otherNetworks(Resource: string, vpcEndpointIds: readonly string[]): Statement {
  return {
    Sid: "OtherNetworks",
    Effect: "Deny",
    Principal: "*",
    Action: "execute-api:Invoke",
    Resource,
    Condition: { StringNotEquals: { "aws:SourceVpce": [...vpcEndpointIds].sort() } },
  };
}
