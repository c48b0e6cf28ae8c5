import * as pulumi from "@pulumi/pulumi";
import type { Role } from "@pulumi/aws/iam";
import type { Function as LambdaFunction, Permission } from "@pulumi/aws/lambda";
import type { TriggerModel } from "../../model";
import { withTransforms, type ApiContext } from "../context";
import { registerFunction, type FunctionSettings } from "./function";
import { registerPermission } from "./permission";

/** What a trigger is made of. */
export interface TriggerArgs extends FunctionSettings {
  context: ApiContext;
  trigger: TriggerModel;
}

/** A function that user pools call. */
export class Trigger extends pulumi.ComponentResource {
  readonly function: LambdaFunction;
  readonly role: Role;
  readonly #context: ApiContext;
  readonly #name: string;

  constructor(name: string, args: TriggerArgs, opts: pulumi.ComponentResourceOptions) {
    super("gatehouse:index:Trigger", name, {}, opts);
    this.#context = withTransforms(args.context, ...args.options.transforms);
    this.#name = name;
    const made = registerFunction(args.context, {
      ...args,
      name,
      settings: args.trigger,
      description: `Trigger ${name} of ${args.context.model.api}`,
      environment: {},
      secret: false,
      statements: [],
      parent: this,
    });
    this.function = made.function;
    this.role = made.role;
    this.registerOutputs();
  }

  /** Lets one user pool call the function. */
  allow(pool: string, poolArn: pulumi.Input<string>): Permission {
    return registerPermission(this.#context, {
      name: `${this.#name}-${pool}`,
      function: this.function,
      principal: "cognito-idp.amazonaws.com",
      sourceArn: poolArn,
      parent: this,
    });
  }
}
