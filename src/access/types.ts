/** The types of the resources that say who may call what. */
export const types = {
  restApi: "aws:apigateway/restApi:RestApi",
  resource: "aws:apigateway/resource:Resource",
  method: "aws:apigateway/method:Method",
  methodResponse: "aws:apigateway/methodResponse:MethodResponse",
  integration: "aws:apigateway/integration:Integration",
  integrationResponse: "aws:apigateway/integrationResponse:IntegrationResponse",
  authorizer: "aws:apigateway/authorizer:Authorizer",
  requestValidator: "aws:apigateway/requestValidator:RequestValidator",
  model: "aws:apigateway/model:Model",
  response: "aws:apigateway/response:Response",
  deployment: "aws:apigateway/deployment:Deployment",
  stage: "aws:apigateway/stage:Stage",
  methodSettings: "aws:apigateway/methodSettings:MethodSettings",
  restApiPolicy: "aws:apigateway/restApiPolicy:RestApiPolicy",
  domainName: "aws:apigateway/domainName:DomainName",
  basePathMapping: "aws:apigateway/basePathMapping:BasePathMapping",
  usagePlan: "aws:apigateway/usagePlan:UsagePlan",
  usagePlanKey: "aws:apigateway/usagePlanKey:UsagePlanKey",
  apiKey: "aws:apigateway/apiKey:ApiKey",
  function: "aws:lambda/function:Function",
  permission: "aws:lambda/permission:Permission",
  alias: "aws:lambda/alias:Alias",
  role: "aws:iam/role:Role",
  rolePolicy: "aws:iam/rolePolicy:RolePolicy",
  policy: "aws:iam/policy:Policy",
  rolePolicyAttachment: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
  policyAttachment: "aws:iam/policyAttachment:PolicyAttachment",
  user: "aws:iam/user:User",
  userPolicy: "aws:iam/userPolicy:UserPolicy",
  userPolicyAttachment: "aws:iam/userPolicyAttachment:UserPolicyAttachment",
  accessKey: "aws:iam/accessKey:AccessKey",
  group: "aws:iam/group:Group",
  groupPolicy: "aws:iam/groupPolicy:GroupPolicy",
  groupPolicyAttachment: "aws:iam/groupPolicyAttachment:GroupPolicyAttachment",
  groupMembership: "aws:iam/groupMembership:GroupMembership",
  userGroupMembership: "aws:iam/userGroupMembership:UserGroupMembership",
  userPool: "aws:cognito/userPool:UserPool",
  userPoolClient: "aws:cognito/userPoolClient:UserPoolClient",
  userPoolDomain: "aws:cognito/userPoolDomain:UserPoolDomain",
  resourceServer: "aws:cognito/resourceServer:ResourceServer",
  userGroup: "aws:cognito/userGroup:UserGroup",
  identityPool: "aws:cognito/identityPool:IdentityPool",
  identityPoolRoleAttachment: "aws:cognito/identityPoolRoleAttachment:IdentityPoolRoleAttachment",
  identityPoolProviderPrincipalTag:
    "aws:cognito/identityPoolProviderPrincipalTag:IdentityPoolProviderPrincipalTag",
  openIdConnectProvider: "aws:iam/openIdConnectProvider:OpenIdConnectProvider",
  samlProvider: "aws:iam/samlProvider:SamlProvider",
  vpcEndpoint: "aws:ec2/vpcEndpoint:VpcEndpoint",
} as const;

/** The component around the versions of one API key. */
export const apiKeyComponent = "gatehouse:index:ApiKey";

const read: ReadonlySet<string> = new Set(Object.values(types));

/** Types that change nobody's access and that the laptop need not imitate. */
const harmless: ReadonlySet<string> = new Set([
  "aws:apigateway/account:Account",
  "aws:apigateway/documentationPart:DocumentationPart",
  "aws:apigateway/documentationVersion:DocumentationVersion",
  "aws:cloudwatch/logGroup:LogGroup",
]);

/** The types among these that nothing here knows, sorted. */
export function unknownTypesAmong(found: readonly string[]): readonly string[] {
  const known = (type: string): boolean =>
    read.has(type) ||
    harmless.has(type) ||
    type.startsWith("pulumi:") ||
    type.startsWith("gatehouse:index:");
  return found.filter((type) => !known(type)).sort();
}
