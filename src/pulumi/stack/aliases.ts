import * as pulumi from "@pulumi/pulumi";
import { types } from "../../graph/types";
import { deployedBefore, type Deployed } from "./deployed-before";

/** By run: the addresses below components of Gatehouse that it registers itself. */
const registered = new WeakMap<object, Set<string>>();

/**
 * What of this program's state has the fixed name of a resource in AWS: its export has become another kind, has
 * changed its capitals, or its API has moved into another component. Without this alias the engine would make the new
 * one while the old one still has the name. Where the name is free, the alias is the resource's own address.
 */
export function aliasesByName(
  parent: pulumi.Resource,
  resource: { type: string; name: string; nameInAws: pulumi.Input<string | undefined> | undefined },
): pulumi.Output<string>[] {
  const { type, name, nameInAws } = resource;
  if (typeof nameInAws !== "string") return [];
  const run = pulumi.runtime.getMonitor() ?? registered;
  const taken = registered.get(run) ?? new Set();
  registered.set(run, taken);
  // Kept by the runtime under this name (resource.js).
  const { __pulumiType: above } = parent as unknown as { __pulumiType: string };
  const own = [above, type, name].join();
  taken.add(own);
  // Another API of the program may have taken over the address.
  const isFree = (address: string) => address === own || !taken.has(address);
  const holder = holderOf(type, nameInAws, isFree).catch(() => undefined);
  return [parent.urn.apply(async (urn) => (await holder) ?? urnBelow(urn, type, name))];
}

/** The address of what Gatehouse has registered before under a name in AWS. */
async function holderOf(
  type: string,
  nameInAws: string,
  isFree: (address: string) => boolean,
): Promise<string | undefined> {
  const key = keyOf(type, nameInAws);
  const found = (await deployedBefore()).find(
    (one) =>
      one.types.at(-1) === type &&
      one.types.at(-2)?.startsWith("gatehouse:index:") &&
      keyOf(type, one.outputs["name"]) === key &&
      isFree(addressOf(one)),
  );
  return found?.urn;
}

const addressOf = ({ types, name }: Deployed) => [...types.slice(-2), name].join();

/** IAM does not tell capitals from small letters, Lambda and CloudWatch do. */
function keyOf(type: string, name: unknown): unknown {
  return type === types.role && typeof name === "string" ? name.toLowerCase() : name;
}

/** `urn:pulumi:stack::project::types::name`, of a resource below a parent. */
function urnBelow(parentUrn: string, type: string, name: string): string {
  const [start, project, above] = parentUrn.split("::");
  return `${start}::${project}::${above}$${type}::${name}`;
}
