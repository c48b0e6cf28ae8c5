import * as pulumi from "@pulumi/pulumi";
import { MethodSettings, type Stage } from "@pulumi/aws/apigateway";
import type { Role } from "@pulumi/aws/iam";
import { Alias, type Function as LambdaFunction, type Permission } from "@pulumi/aws/lambda";
import type { RestApi } from "@pulumi/aws/apigateway";
import type { EndpointModel } from "../../model";
import { callRights } from "./call-rights";
import { argumentsFor, withTransforms, type ApiContext } from "../context";
import { environmentOf } from "./environment";
import { registerFunction, type FunctionSettings } from "./function";
import { listingStatements } from "./key-listing";
import { registerPermission, sourcesOf } from "./permission";
import { methodPathOf, methodSettings } from "./stage";

/** What an endpoint is made of. */
export interface EndpointArgs extends FunctionSettings {
  context: ApiContext;
  row: EndpointModel;
  restApi: RestApi;
  /** Value of the key that the row sends, where it has one. */
  keyValue?: pulumi.Input<string>;
  /** Whether some function invokes this one directly. */
  invoked: boolean;
}

/** A row of the table: its function, role and permission. Its inputs are what the row says. */
export class Endpoint extends pulumi.ComponentResource {
  readonly function: LambdaFunction;
  readonly role: Role;
  readonly permissions: readonly Permission[];
  readonly #context: ApiContext;
  readonly #row: EndpointModel;

  constructor(route: string, args: EndpointArgs, opts: pulumi.ComponentResourceOptions) {
    const { context, row, restApi } = args;
    super("gatehouse:index:Endpoint", route, endpointInputs(row), opts);
    this.#context = withTransforms(context, ...args.options.transforms);
    this.#row = row;
    const rights = callRights(context, row);
    for (const note of rights.notes) void pulumi.log.warn(note, this);

    const made = registerFunction(context, {
      ...args,
      name: row.name,
      settings: row,
      description: row.route,
      ...environmentOf(context, row, { ...args, apiId: restApi.id }),
      statements: [...rights.statements, ...listingStatements(context, row)],
      apiId: restApi.id,
      parent: this,
    });
    this.function = made.function;
    this.role = made.role;
    if (args.invoked) this.#registerAlias();
    this.permissions = this.#registerPermissions(restApi);
    this.registerOutputs();
  }

  /**
   * Direct invokes go through this alias alone, so that the function can tell them from the gateway's
   * calls: whoever may invoke a function can send it any event, one of the gateway's as well.
   */
  #registerAlias(): void {
    const name = `${this.#row.name}-direct`;
    new Alias(
      name,
      argumentsFor(
        this.#context,
        { type: "aws:lambda/alias:Alias", name },
        {
          name: "direct",
          description: "Direct invokes of other functions",
          functionName: this.function.name,
          functionVersion: "$LATEST",
        },
      ),
      { parent: this, deleteBeforeReplace: true },
    );
  }

  #registerPermissions(restApi: RestApi): Permission[] {
    const { model } = this.#context;
    const { sources, collapsed } = sourcesOf([this.#row]);
    if (collapsed) {
      void pulumi.log.warn(
        `${this.#row.name}: its permissions do not fit into the function's policy, so the whole stage may invoke it.`,
        this,
      );
    }
    return sources.map((source, index) =>
      registerPermission(this.#context, {
        name: index === 0 ? this.#row.name : `${this.#row.name}-${index + 1}`,
        function: this.function,
        principal: "apigateway.amazonaws.com",
        sourceArn: pulumi.interpolate`${restApi.executionArn}/${model.stack}/${source}`,
        parent: this,
      }),
    );
  }

  /** Sets the row's own throttle, once there is a stage. */
  limit(stage: Stage): void {
    const { name, path, verb, throttle } = this.#row;
    if (!throttle) return;
    const methodPath = methodPathOf(path, verb);
    new MethodSettings(name, methodSettings(this.#context, { name, stage, methodPath, throttle }), {
      parent: this,
    });
  }
}

/** What the row says, without what it leaves out: this is what `pulumi preview` compares. */
function endpointInputs(row: EndpointModel): pulumi.Inputs {
  const { access, plans, userPool, scopes, authorizer, calls, invokes, key } = row;
  const { throttle, timeoutSeconds, memoryMegabytes, reservedConcurrency, cors } = row;
  const fields = { access, plans, userPool, scopes, authorizer, calls, invokes, key };
  const settings = { throttle, timeoutSeconds, memoryMegabytes, reservedConcurrency, cors };
  return Object.fromEntries(
    Object.entries({ ...fields, ...settings }).filter(
      ([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0),
    ),
  );
}
