import type * as pulumi from "@pulumi/pulumi";
import { handlerName } from "../model";

/** The components that a function or a role may belong to. */
const kinds = ["Endpoint", "LambdaAuthorizer", "Trigger", "Caller", "IdentityPool", "UserPool"];

/**
 * What a resource with a fixed name was called before its export became another kind. Without it the engine
 * would make the new one while the old one still has the name.
 */
export function aliasesOfKinds(
  parent: pulumi.Resource,
  resource: { type: string; names: readonly string[] },
): pulumi.Output<string>[] {
  const { type, names } = resource;
  return kinds.flatMap((kind) =>
    names.map((name) =>
      parent.urn.apply((urn) => urnBelow(urn, `gatehouse:index:${kind}`, { type, name })),
    ),
  );
}

/** `urn:pulumi:stack::project::types::name`, with the last of the types replaced and one below it. */
function urnBelow(
  parentUrn: string,
  kind: string,
  { type, name }: { type: string; name: string },
): string {
  const [prefix = "", project = "", parentTypes = ""] = parentUrn
    .slice("urn:pulumi:".length)
    .split("::");
  const above = parentTypes.split("$").slice(0, -1);
  return `urn:pulumi:${prefix}::${project}::${[...above, kind, type].join("$")}::${name}`;
}

/** A name as it may have been spelt before only its capitals changed, the name itself in front. */
export function spellingsOf(name: string): string[] {
  const [first = "", ...others] = handlerName(name).split("-");
  const big = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);
  const spelt = others
    .slice(0, 3)
    .reduce<string[]>(
      (heads, word) =>
        heads.flatMap((head) => [head + big(word), head + word.toUpperCase(), head + word]),
      [first, big(first), first.toUpperCase()],
    );
  const rest = others.slice(3).map(big).join("");
  const equal = spelt
    .map((head) => head + rest)
    .filter((one) => one.toLowerCase() === name.toLowerCase());
  return [...new Set([name, ...equal])];
}
