import * as pulumi from "@pulumi/pulumi";
import type { RestApi } from "@pulumi/aws/apigateway";
import type { Role } from "@pulumi/aws/iam";
import type { Function as LambdaFunction, Permission } from "@pulumi/aws/lambda";
import type { AuthorizerModel } from "../../model";
import { withTransforms, type ApiContext } from "../context";
import { registerFunction, type FunctionSettings } from "./function";
import { registerPermission } from "./permission";

/** What an authorizer is made of. */
export interface LambdaAuthorizerArgs extends FunctionSettings {
  context: ApiContext;
  authorizer: AuthorizerModel;
  restApi: RestApi;
}

/** A Lambda authorizer: its function, role and permission. The authorizer itself stands in the API's document. */
export class LambdaAuthorizer extends pulumi.ComponentResource {
  readonly function: LambdaFunction;
  readonly role: Role;
  readonly permission: Permission;

  constructor(name: string, args: LambdaAuthorizerArgs, opts: pulumi.ComponentResourceOptions) {
    const { context, authorizer, restApi } = args;
    const {
      type,
      identitySource,
      cacheSeconds,
      identityValidationExpression,
      context: values,
    } = authorizer;
    super(
      "gatehouse:index:LambdaAuthorizer",
      name,
      {
        type,
        identitySource: [...identitySource],
        cacheSeconds,
        ...(identityValidationExpression === undefined ? {} : { identityValidationExpression }),
        ...(values.length === 0 ? {} : { context: [...values] }),
      },
      opts,
    );
    const made = registerFunction(context, {
      ...args,
      name,
      settings: authorizer,
      description: `Authorizer ${name} of ${context.model.api}`,
      environment: {},
      secret: false,
      statements: [],
      parent: this,
    });
    this.function = made.function;
    this.role = made.role;
    this.permission = registerPermission(withTransforms(context, ...args.options.transforms), {
      name,
      function: made.function,
      principal: "apigateway.amazonaws.com",
      // An authorizer in a document has no id before the import, so this names all authorizers of the API.
      sourceArn: pulumi.interpolate`${restApi.executionArn}/authorizers/*`,
      parent: this,
    });
    this.registerOutputs();
  }
}
