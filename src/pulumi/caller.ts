import * as pulumi from "@pulumi/pulumi";
import type { Role } from "@pulumi/aws/iam";
import type { CallerModel } from "../model";
import { callRights } from "./call-rights";
import type { ApiContext } from "./context";
import { registerRole } from "./role";
import { trustCaller } from "./trust";

/** What a caller is made of. */
export interface CallerArgs {
  context: ApiContext;
  caller: CallerModel;
  apiId: pulumi.Input<string>;
}

/** A role for somebody outside the program. */
export class Caller extends pulumi.ComponentResource {
  readonly role: Role;

  constructor(name: string, args: CallerArgs, opts: pulumi.ComponentResourceOptions) {
    const { context, caller, apiId } = args;
    const { assumedBy, calls, invokes } = caller;
    const inputs = { assumedBy, calls: [...calls] };
    super(
      "gatehouse:index:Caller",
      name,
      invokes.length > 0 ? { ...inputs, invokes: [...invokes] } : inputs,
      opts,
    );
    const { statements, notes } = callRights(context, caller);
    for (const note of notes) void pulumi.log.warn(note, this);
    this.role = registerRole(context, {
      name,
      description: `Calls ${context.model.api} for ${assumedBy}`,
      trust: (place) => trustCaller(assumedBy, place),
      statements,
      apiId,
      parent: this,
    }).role;
    this.registerOutputs();
  }
}
