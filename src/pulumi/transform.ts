import type * as apigateway from "@pulumi/aws/apigateway";
import type * as cloudwatch from "@pulumi/aws/cloudwatch";
import type * as cognito from "@pulumi/aws/cognito";
import type { SecurityGroupArgs } from "@pulumi/aws/ec2/securityGroup";
import type { VpcEndpointArgs } from "@pulumi/aws/ec2/vpcEndpoint";
import type * as iam from "@pulumi/aws/iam";
import type * as lambda from "@pulumi/aws/lambda";
import type { RecordArgs } from "@pulumi/aws/route53/record";
import type { SecretArgs } from "@pulumi/aws/secretsmanager/secret";
import type { SecretVersionArgs } from "@pulumi/aws/secretsmanager/secretVersion";
import type { ParameterArgs } from "@pulumi/aws/ssm/parameter";
import type { WebAclAssociationArgs } from "@pulumi/aws/wafv2/webAclAssociation";

/** The types of resources that an API is made of, and their arguments. */
export interface ResourceArguments {
  "aws:apigateway/account:Account": apigateway.AccountArgs;
  "aws:apigateway/apiKey:ApiKey": apigateway.ApiKeyArgs;
  "aws:apigateway/basePathMapping:BasePathMapping": apigateway.BasePathMappingArgs;
  "aws:apigateway/deployment:Deployment": apigateway.DeploymentArgs;
  "aws:apigateway/domainName:DomainName": apigateway.DomainNameArgs;
  "aws:apigateway/methodSettings:MethodSettings": apigateway.MethodSettingsArgs;
  "aws:apigateway/restApi:RestApi": apigateway.RestApiArgs;
  "aws:apigateway/stage:Stage": apigateway.StageArgs;
  "aws:apigateway/usagePlan:UsagePlan": apigateway.UsagePlanArgs;
  "aws:apigateway/usagePlanKey:UsagePlanKey": apigateway.UsagePlanKeyArgs;
  "aws:cloudwatch/logGroup:LogGroup": cloudwatch.LogGroupArgs;
  "aws:cognito/identityPool:IdentityPool": cognito.IdentityPoolArgs;
  "aws:cognito/identityPoolRoleAttachment:IdentityPoolRoleAttachment": cognito.IdentityPoolRoleAttachmentArgs;
  "aws:cognito/resourceServer:ResourceServer": cognito.ResourceServerArgs;
  "aws:cognito/userGroup:UserGroup": cognito.UserGroupArgs;
  "aws:cognito/userPool:UserPool": cognito.UserPoolArgs;
  "aws:cognito/userPoolClient:UserPoolClient": cognito.UserPoolClientArgs;
  "aws:cognito/userPoolDomain:UserPoolDomain": cognito.UserPoolDomainArgs;
  "aws:ec2/securityGroup:SecurityGroup": SecurityGroupArgs;
  "aws:ec2/vpcEndpoint:VpcEndpoint": VpcEndpointArgs;
  "aws:iam/openIdConnectProvider:OpenIdConnectProvider": iam.OpenIdConnectProviderArgs;
  "aws:iam/samlProvider:SamlProvider": iam.SamlProviderArgs;
  "aws:iam/policy:Policy": iam.PolicyArgs;
  "aws:iam/role:Role": iam.RoleArgs;
  "aws:iam/rolePolicy:RolePolicy": iam.RolePolicyArgs;
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": iam.RolePolicyAttachmentArgs;
  "aws:lambda/alias:Alias": lambda.AliasArgs;
  "aws:lambda/function:Function": lambda.FunctionArgs;
  "aws:lambda/permission:Permission": lambda.PermissionArgs;
  "aws:route53/record:Record": RecordArgs;
  "aws:secretsmanager/secret:Secret": SecretArgs;
  "aws:secretsmanager/secretVersion:SecretVersion": SecretVersionArgs;
  "aws:ssm/parameter:Parameter": ParameterArgs;
  "aws:wafv2/webAclAssociation:WebAclAssociation": WebAclAssociationArgs;
}

/** A type of resource, as Pulumi's state and the graph name it. */
export type ResourceType = keyof ResourceArguments;

/**
 * The last word on the arguments of resources, by their type.
 * @example
 * transform: { "aws:lambda/function:Function": (args) => ({ ...args, description: "Orders" }) }
 */
export type Transform = {
  readonly [Type in ResourceType]?: (
    args: ResourceArguments[Type],
    resource: { name: string },
  ) => ResourceArguments[Type];
};

/** A resource's arguments after each transform has had its word, in order. */
export function transformed<Type extends ResourceType>(
  transforms: readonly (Transform | undefined)[],
  resource: { type: Type; name: string },
  args: ResourceArguments[Type],
): ResourceArguments[Type] {
  const { type, name } = resource;
  return transforms.reduce((current, transform) => {
    const change = transform?.[type];
    return change ? change(current, { name }) : current;
  }, args);
}
