import type * as pulumi from "@pulumi/pulumi";
import { Permission } from "@pulumi/aws/lambda";
import type { Function as LambdaFunction } from "@pulumi/aws/lambda";
import { argumentsFor, type ApiContext } from "../context";

/**
 * Characters of a function's policy, in which its permissions stand.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
const functionPolicyLimit = 20_480;
/** What one permission takes of it: statement, ids and ARNs, rounded up. */
const permissionSize = 450;

/** A verb and a path of the API that may invoke a function. */
export interface Route {
  verb: string;
  path: string;
}

/**
 * What stands behind the stage in the SourceArns of a function: one for each verb and path, or a single
 * `*` where so many would not fit into the function's policy.
 */
export function sourcesOf(routes: readonly Route[]): { sources: string[]; collapsed: boolean } {
  const size = routes.reduce((sum, { path }) => sum + permissionSize + path.length, 0);
  if (size > functionPolicyLimit) return { sources: ["*"], collapsed: true };
  return { sources: routes.map(sourceOf), collapsed: false };
}

/** Path parameters stand as `*` in the SourceArn: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-control-access-using-iam-policies-to-invoke-api.html */
function sourceOf({ verb, path }: Route): string {
  return `${verb === "ANY" ? "*" : verb}${path.replace(/\{[^{}]*\}/g, "*")}`;
}

/** What a permission is made of. */
export interface PermissionParts {
  name: string;
  function: LambdaFunction;
  /** `apigateway.amazonaws.com`, `cognito-idp.amazonaws.com` */
  principal: string;
  sourceArn: pulumi.Input<string>;
  parent: pulumi.Resource;
}

/** Lets one source invoke a function. Its statement's id is chosen by Pulumi, so that a new one never meets the old. */
export function registerPermission(context: ApiContext, parts: PermissionParts): Permission {
  const { name, principal, sourceArn, parent } = parts;
  return new Permission(
    name,
    argumentsFor(
      context,
      { type: "aws:lambda/permission:Permission", name },
      {
        action: "lambda:InvokeFunction",
        function: parts.function.name,
        principal,
        sourceArn,
      },
    ),
    { parent },
  );
}
