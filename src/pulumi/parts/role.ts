import * as pulumi from "@pulumi/pulumi";
import {
  Policy,
  Role,
  RolePolicy,
  RolePolicyAttachment,
  type PolicyStatement,
} from "@pulumi/aws/iam";
import type { PolicyDocument, Statement } from "../../iam/language/policy";
import { policyOf } from "../../iam/write/policy-size";
import { aliasesByName } from "../stack/aliases";
import { argumentsFor, nameInAws, tagsOf, type ApiContext, type Place } from "../context";
import { fillPlaceholders } from "../stack/placeholders";
import { placeStatements } from "./role-policies";

/** What the policies of a role are made of. */
export interface PolicyParts {
  /** The logical name. */
  name: string;
  role: Role;
  /** Statements with placeholders. */
  statements: readonly Statement[];
  /** Further statements, of the user's. */
  own?: readonly pulumi.Input<PolicyStatement>[];
  /** Taken where a statement names the API. */
  apiId?: pulumi.Input<string>;
  parent: pulumi.Resource;
}

/** What a role of an API is made of; its logical name is also the last part of its name in AWS. */
export interface RoleParts extends Omit<PolicyParts, "role"> {
  description: string;
  trust: (place: Place) => pulumi.Input<PolicyDocument>;
  /** How long a session lasts at most. @default 3600, IAM's own */
  maxSessionSeconds?: number;
}

/** A role and the policies that it needs before it is used. */
export interface RegisteredRole {
  role: Role;
  policies: pulumi.Resource[];
}

/** IAM takes Latin-1 alone, and 1,000 characters: https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html */
const plainText = (text: string) =>
  text.replace(/[^\t\n\r\x20-\x7e\xa1-\xff]/gu, "?").slice(0, 1_000);

/** How much room a statement with values that are not known yet is given in a policy. */
const ownStatementSize = 1_000;

/** Registers a role with exactly the given statements. */
export function registerRole(context: ApiContext, parts: RoleParts): RegisteredRole {
  const { name, parent } = parts;
  const type = "aws:iam/role:Role";
  const args = argumentsFor(
    context,
    { type, name },
    {
      name: nameInAws(context, name),
      description: plainText(parts.description),
      assumeRolePolicy: context.place.apply((place) =>
        pulumi.output(parts.trust(place)).apply((trust) => JSON.stringify(trust)),
      ),
      ...(parts.maxSessionSeconds === undefined
        ? {}
        : { maxSessionDuration: parts.maxSessionSeconds }),
      tags: tagsOf(context),
    },
  );
  // A fixed name is taken until the old role is gone, and IAM does not tell capitals from small letters.
  const role = new Role(name, args, {
    parent,
    deleteBeforeReplace: true,
    aliases: aliasesByName(parent, { type, name, nameInAws: args.name }),
  });
  return { role, policies: registerPolicies(context, { ...parts, role }) };
}

/**
 * Gives a role further statements: in one inline policy where they fit, else in managed ones. A policy is
 * attached after those with Denies and taken off before them, so that no Allow stands without its Denies.
 */
export function registerPolicies(context: ApiContext, parts: PolicyParts): pulumi.Resource[] {
  const { name, own = [] } = parts;
  const { inline, managed } = placeStatements(parts.statements, {
    role: name,
    otherSize: own.length * ownStatementSize,
  });
  const policies: pulumi.Resource[] = [];
  const denies: pulumi.Resource[] = [];
  for (const [index, statements] of managed.entries()) {
    const dependsOn = [...denies];
    const made = registerManagedPolicy(context, parts, {
      statements,
      number: index + 1,
      dependsOn,
    });
    policies.push(...made);
    if (statements.some(({ Effect }) => Effect === "Deny")) denies.push(...made);
  }
  if (inline.length > 0 || own.length > 0) {
    policies.push(registerInlinePolicy(context, parts, { statements: inline, dependsOn: denies }));
  }
  return policies;
}

interface PolicyContent {
  statements: readonly Statement[];
  dependsOn: pulumi.Resource[];
}

function registerInlinePolicy(
  context: ApiContext,
  parts: PolicyParts,
  { statements, dependsOn }: PolicyContent,
): pulumi.Resource {
  const { name, role, parent, own = [] } = parts;
  const policy = pulumi
    .all([filled(context, parts, statements), pulumi.output(own)])
    .apply(([text, mine]) => {
      const document = JSON.parse(text) as { Statement: unknown[] };
      document.Statement.push(...mine);
      return JSON.stringify(document);
    });
  return new RolePolicy(
    name,
    argumentsFor(
      context,
      { type: "aws:iam/rolePolicy:RolePolicy", name },
      {
        role: role.name,
        policy,
      },
    ),
    { parent, dependsOn },
  );
}

function registerManagedPolicy(
  context: ApiContext,
  parts: PolicyParts,
  { statements, number, dependsOn }: PolicyContent & { number: number },
): pulumi.Resource[] {
  const name = `${parts.name}-${number}`;
  const policy = new Policy(
    name,
    argumentsFor(
      context,
      { type: "aws:iam/policy:Policy", name },
      {
        policy: filled(context, parts, statements),
        tags: tagsOf(context),
      },
    ),
    { parent: parts.parent, dependsOn },
  );
  const attachment = new RolePolicyAttachment(
    name,
    argumentsFor(
      context,
      { type: "aws:iam/rolePolicyAttachment:RolePolicyAttachment", name },
      {
        role: parts.role.name,
        policyArn: policy.arn,
      },
    ),
    { parent: parts.parent, dependsOn },
  );
  return [policy, attachment];
}

/** The document of some statements as text, with the values in place of the placeholders. */
function filled(
  context: ApiContext,
  { apiId }: Pick<PolicyParts, "apiId">,
  statements: readonly Statement[],
): pulumi.Output<string> {
  const text = JSON.stringify(policyOf(statements));
  // Only a policy that names the API waits for its id.
  const id = text.includes("execute-api") ? apiId : "";
  return pulumi
    .all([context.place, id ?? ""])
    .apply(([place, api]) => fillPlaceholders(text, place, api));
}
