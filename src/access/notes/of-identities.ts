import { matchesText } from "../../iam/language/glob";
import { listOf } from "../../iam/language/policy";
import type { RoleDefinition } from "../../graph/deployed";
import { meansAction } from "../who/candidates";
import { statementsOf } from "../who/conditions";
import { stageArn } from "../who/endpoints";
import { sorted } from "../who/order";
import { becomingsOf } from "../who/trust";
import { poolFacts } from "../who/user-pool-facts";
import { callerOf, idOf } from "../who/caller-id";
import { codes } from "../report/text";
import type { Note, Noted } from "./note";

/** The endpoints that a principal may call. */
function openedBy({ access }: Noted, id: string): readonly string[] {
  return access.endpoints
    .filter(({ who, direct }) => who.has(id) || direct.has(id))
    .map(({ endpoint }) => endpoint.label);
}

function openedByPool(noted: Noted, name: string): readonly string[] {
  return noted.access.endpoints
    .filter(({ who }) =>
      [...who.keys()].some((id) => {
        const caller = callerOf(id);
        const isOfPool = caller.kind === "pool" && caller.name === name;
        return isOfPool && (caller.scope === undefined || caller.scope.startsWith("aws.cognito."));
      }),
    )
    .map(({ endpoint }) => endpoint.label);
}

/** Notes about user pools: who joins them, and what it takes to sign in. */
export function ofUserPools(noted: Noted): readonly Note[] {
  return noted.definition.userPools.flatMap((pool): Note[] => {
    const facts = poolFacts(pool);
    const opened = openedByPool(noted, pool.name);
    if (opened.length === 0) return [];
    const where = pool.name;
    const weak = facts.minimumLength < 8;
    return [
      ...(facts.selfSignUp
        ? [
            {
              code: "GH006" as const,
              where,
              text: `Anyone may register, so that ${codes(opened, 8)} are open to anyone with an address. If people are to be invited: \`signUp: "invited"\`.`,
            },
          ]
        : []),
      ...(facts.mfa === "OFF"
        ? [
            {
              code: "GH013" as const,
              where,
              text: "A password alone is enough. With `mfa` a second factor is asked for.",
            },
          ]
        : []),
      ...(weak
        ? [
            {
              code: "GH014" as const,
              where,
              text: `Passwords of ${facts.minimumLength} characters are enough; NIST SP 800-63B asks for 8.`,
            },
          ]
        : []),
    ];
  });
}

/** Notes about identity pools: guests and the classic flow. */
export function ofIdentityPools(noted: Noted): readonly Note[] {
  const { definition } = noted;
  return definition.identityPools.flatMap((pool): Note[] => {
    const guest = definition.roles.find(({ arn }) => arn === pool.unauthenticatedRoleArn);
    const opened =
      guest === undefined ? [] : openedBy(noted, idOf({ kind: "role", name: guest.name }));
    const guests: Note[] = pool.allowUnauthenticated
      ? [
          {
            code: "GH005",
            where: pool.name,
            text: `Anyone gets AWS credentials as a guest${opened.length > 0 ? `, which allow ${codes(opened, 8)}` : ""}: with these, \`iam\` means anyone.`,
          },
        ]
      : [];
    const classic: Note[] = pool.allowClassicFlow
      ? [
          {
            code: "GH018",
            where: pool.name,
            text: "In the basic flow a caller chooses the role and gets it without the session policy that the enhanced flow adds. Leave `allowClassicFlow` off.",
          },
        ]
      : [];
    return [...guests, ...classic];
  });
}

/** Whether a trust policy names everybody, or an account as a whole. */
function trustedAtLarge(role: RoleDefinition): readonly string[] {
  const names = statementsOf([role.trust]).flatMap(({ Effect, Principal, Condition }) => {
    if (Effect !== "Allow" || Condition !== undefined || Principal === undefined) return [];
    return typeof Principal === "string"
      ? [Principal]
      : Object.values(Principal).flatMap((values) => listOf(values));
  });
  return sorted(
    names.filter((name) => name === "*" || /^(arn:[^:]+:iam::\d{12}:root|\d{12})$/.test(name)),
  );
}

/** Notes about roles: who they trust, and statements that allow more than a row. */
export function ofRoles(noted: Noted): readonly Note[] {
  const { definition, access } = noted;
  const stages = sorted(access.endpoints.map(({ endpoint }) => stageArn(endpoint)));
  return definition.roles.flatMap((role): Note[] => {
    const opened = openedBy(noted, idOf({ kind: "role", name: role.name }));
    const large = opened.length > 0 ? trustedAtLarge(role) : [];
    const patterns = statementsOf(role.policies)
      .filter((one) => one.Effect === "Allow" && meansAction(one, "execute-api:Invoke"))
      .flatMap(({ Resource }) => listOf(Resource ?? "*"));
    const open = stages.some((stage) =>
      patterns.some((pattern) => matchesText(pattern, `${stage}/probe/probe`)),
    );
    return [
      ...(large.length > 0
        ? [
            {
              code: "GH010" as const,
              where: role.name,
              text: `It trusts ${codes(large)} without a condition: whoever is allowed \`sts:AssumeRole\` there may call ${codes(opened, 8)}. Name the role that is to assume it.`,
            },
          ]
        : []),
      ...(open && becomingsOf(definition, role).length > 0
        ? [
            {
              code: "GH021" as const,
              where: role.name,
              text: "A statement of it allows `execute-api:Invoke` on every endpoint, and on those that come. Name the rows in `calls`.",
            },
          ]
        : []),
    ];
  });
}

/** Notes about functions that may be invoked from any API, or by anybody. */
export function ofFunctions({ definition }: Noted): readonly Note[] {
  return definition.functions.flatMap((fn): Note[] => {
    const open = fn.permissions.filter(
      ({ principal, sourceArn, sourceAccount }) =>
        (principal === "apigateway.amazonaws.com" && !sourceArn && !sourceAccount) ||
        (principal === "*" && !sourceArn && !sourceAccount),
    );
    if (open.length === 0) return [];
    const anybody = open.some(({ principal }) => principal === "*");
    return [
      {
        code: "GH012",
        where: fn.name,
        text: anybody
          ? "Its permission lets anybody with an AWS account invoke it. Name the principal."
          : "Its permission names no `sourceArn`, so an API of any AWS account may invoke it, past this API's checks. Name the method's ARN.",
      },
    ];
  });
}
