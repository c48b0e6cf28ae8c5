import { matchOf, no, unclear, yes, type Match } from "./match";
import { listOf, type PrincipalElement, type RequestPrincipal, type Statement } from "./policy";

/** How closely a principal is named: by itself, by its account, or as anybody. */
export type Closeness =
  "user" | "session" | "role" | "service" | "federated" | "account" | "anyone";

type Named = { closeness: Closeness } | "no" | { unclear: string };

const accountPattern = /^(?:arn:[^:]+:iam::(\d{12}):root|(\d{12}))$/;

function isSession(arn: string): boolean {
  return /^arn:[^:]+:sts::\d*:(?:assumed-role|federated-user)\//.test(arn);
}

function namedAsAws(written: string, principal: RequestPrincipal | undefined): Named {
  if (written === "*") return { closeness: "anyone" };
  const account = accountPattern.exec(written);
  if (principal === undefined) return "no";
  if (account) {
    const same =
      (account[1] ?? account[2]) === principal.accountId && principal.service === undefined;
    if (written === principal.arn || (same && principal.arn.endsWith(":root")))
      return { closeness: "user" };
    return same ? { closeness: "account" } : "no";
  }
  if (written === principal.arn) return { closeness: isSession(written) ? "session" : "user" };
  if (written === principal.roleArn) return { closeness: "role" };
  // An ARN with a wildcard is no principal (AWS refuses the policy), and neither is other text.
  if (written.includes("*") || written.includes("?"))
    return { unclear: `the principal ${written}` };
  // What is left of a deleted role or user: AIDA…, AROA….
  return "no";
}

function named(type: string, written: string, principal: RequestPrincipal | undefined): Named {
  if (type === "*")
    return written === "*" ? { closeness: "anyone" } : { unclear: `the principal ${written}` };
  if (type === "AWS") return namedAsAws(written, principal);
  if (type === "Service")
    return principal?.service !== undefined && [principal.service, "*"].includes(written)
      ? { closeness: "service" }
      : "no";
  if (type === "Federated")
    return principal?.federated !== undefined && [principal.federated, "*"].includes(written)
      ? { closeness: "federated" }
      : "no";
  return { unclear: `the principal type ${type}` };
}

/** Type and text of each principal in an element. */
function entriesOf(element: PrincipalElement): readonly (readonly [string, string])[] {
  if (element === "*") return [["*", "*"]];
  if (typeof element === "string") return [["?", element]];
  return Object.entries(element).flatMap(([type, values]) =>
    listOf(values).map((written) => [type, written] as const),
  );
}

const order: readonly Closeness[] = [
  "session",
  "user",
  "service",
  "federated",
  "role",
  "anyone",
  "account",
];

/** How a Principal element names the caller: the closest way that it does. */
function closenessOf(element: PrincipalElement, principal: RequestPrincipal | undefined): Named {
  const found = entriesOf(element).map(([type, written]) => named(type, written, principal));
  const close = order.find((closeness) =>
    found.some(
      (one) => typeof one === "object" && "closeness" in one && one.closeness === closeness,
    ),
  );
  if (close !== undefined) return { closeness: close };
  return found.find((one) => typeof one === "object" && "unclear" in one) ?? "no";
}

/** The names under which a principal must be excepted: itself, its role, its account. */
function identitiesOf(principal: RequestPrincipal): readonly RequestPrincipal[] {
  const { accountId } = principal;
  const partition = principal.arn.split(":")[1] ?? "aws";
  if (principal.service !== undefined || principal.federated !== undefined) return [principal];
  const role = principal.roleArn === undefined ? [] : [{ arn: principal.roleArn, accountId }];
  const account = { arn: `arn:${partition}:iam::${accountId}:root`, accountId };
  return [{ arn: principal.arn, accountId }, ...role, account];
}

/** Whether exactly this identity is listed, and not only its account. */
function isListed(element: PrincipalElement, identity: RequestPrincipal): boolean {
  const root = /:root$/.test(identity.arn);
  return entriesOf(element).some(([type, written]) => {
    const one = named(type, written, identity);
    if (typeof one !== "object" || !("closeness" in one)) return false;
    return root || one.closeness !== "account";
  });
}

/**
 * NotPrincipal: a Deny spares only who is listed by itself, by its role and by its account; an Allow leaves
 * out who is listed in any of these ways.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
 */
function matchNotPrincipal(
  element: PrincipalElement,
  principal: RequestPrincipal | undefined,
  effect: Statement["Effect"],
): Match {
  const odd = entriesOf(element)
    .map(([type, written]) => named(type, written, principal))
    .find((one) => typeof one === "object" && "unclear" in one);
  if (odd !== undefined && typeof odd === "object" && "unclear" in odd) return unclear(odd.unclear);
  if (principal === undefined) return matchOf(closenessOf(element, principal) === "no");
  const listed = identitiesOf(principal).map((identity) => isListed(element, identity));
  return effect === "Deny" ? matchOf(!listed.every(Boolean)) : matchOf(!listed.some(Boolean));
}

/** Whether a statement speaks of the caller; one without principals speaks of whoever has the policy. */
export function matchPrincipal(
  statement: Statement,
  principal: RequestPrincipal | undefined,
): { match: Match; closeness?: Closeness } {
  if (statement.NotPrincipal !== undefined)
    return { match: matchNotPrincipal(statement.NotPrincipal, principal, statement.Effect) };
  if (statement.Principal === undefined) return { match: yes };
  const found = closenessOf(statement.Principal, principal);
  if (found === "no") return { match: no };
  if ("unclear" in found) return { match: unclear(found.unclear) };
  return { match: yes, closeness: found.closeness };
}
