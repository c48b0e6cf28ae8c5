import * as pulumi from "@pulumi/pulumi";
import type { Role } from "@pulumi/aws/iam";
import type { CallerModel } from "../../model";
import { callRights } from "./call-rights";
import type { ApiContext } from "../context";
import { registerRole } from "./role";
import { trustCaller } from "./trust";

/** What a caller is made of. */
export interface CallerArgs {
  context: ApiContext;
  caller: CallerModel;
  apiId: pulumi.Input<string>;
}

/** Somebody outside the program, with the role that they assume; one who has a role stands in the resource policy. */
export class Caller extends pulumi.ComponentResource {
  readonly role?: Role;

  constructor(name: string, args: CallerArgs, opts: pulumi.ComponentResourceOptions) {
    const { caller } = args;
    super("gatehouse:index:Caller", name, callerInputs(caller), opts);
    if (caller.role === undefined) this.role = this.#registerRole(name, args);
    this.registerOutputs();
  }

  #registerRole(name: string, { context, caller, apiId }: CallerArgs): Role {
    const { statements, notes } = callRights(context, caller);
    for (const note of notes) void pulumi.log.warn(note, this);
    const { maxSessionHours } = caller;
    return registerRole(context, {
      name,
      description: descriptionOf(context.model.api, caller),
      trust: (place) => trustCaller(caller, place),
      ...(maxSessionHours === undefined ? {} : { maxSessionSeconds: maxSessionHours * 3600 }),
      statements,
      apiId,
      parent: this,
    }).role;
  }
}

function descriptionOf(api: string, { assumedBy }: CallerModel): string {
  const who = assumedBy.map((one) => (typeof one === "string" ? one : `github ${one.github}`));
  return `Calls ${api} for ${who.join(", ")}`;
}

/** What the row says: this is what `pulumi preview` compares. */
function callerInputs(caller: CallerModel): pulumi.Inputs {
  const { assumedBy, role, calls, invokes, externalId, conditions, maxSessionHours } = caller;
  const [only, ...others] = assumedBy;
  const who =
    role === undefined ? { assumedBy: others.length === 0 ? only : [...assumedBy] } : { role };
  const given = { externalId, conditions, maxSessionHours };
  return {
    ...who,
    calls: [...calls],
    ...(invokes.length > 0 ? { invokes: [...invokes] } : {}),
    ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
  };
}
