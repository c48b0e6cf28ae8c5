// Made by scripts/aws-models.py from the service models of botocore 1.43.11 (Apache-2.0). Do not edit.
import type { Constraint } from "./constraint";

/** What AWS's own models say of the inputs of resources: by type, then by input. */
export const members: Readonly<Record<string, Readonly<Record<string, Constraint>>>> = {
  "aws:apigateway/account:Account": {},
  "aws:apigateway/apiKey:ApiKey": {
    customerId: {
      of: "apigateway:CreateApiKey customerId",
      kind: "text",
    },
    description: {
      of: "apigateway:CreateApiKey description",
      kind: "text",
    },
    enabled: {
      of: "apigateway:CreateApiKey enabled",
      kind: "boolean",
    },
    name: {
      of: "apigateway:CreateApiKey name",
      kind: "text",
    },
    tags: {
      of: "apigateway:CreateApiKey tags",
      kind: "map",
    },
    "tags{key}": {
      of: "apigateway:CreateApiKey tags{key}",
      kind: "text",
    },
    "tags{value}": {
      of: "apigateway:CreateApiKey tags{value}",
      kind: "text",
    },
    value: {
      of: "apigateway:CreateApiKey value",
      kind: "text",
    },
  },
  "aws:apigateway/basePathMapping:BasePathMapping": {
    basePath: {
      of: "apigateway:CreateBasePathMapping basePath",
      kind: "text",
    },
    domainName: {
      of: "apigateway:CreateBasePathMapping domainName",
      kind: "text",
      required: true,
    },
    restApi: {
      of: "apigateway:CreateBasePathMapping restApiId",
      kind: "text",
      required: true,
    },
    stageName: {
      of: "apigateway:CreateBasePathMapping stage",
      kind: "text",
    },
  },
  "aws:apigateway/deployment:Deployment": {
    description: {
      of: "apigateway:CreateDeployment description",
      kind: "text",
    },
    restApi: {
      of: "apigateway:CreateDeployment restApiId",
      kind: "text",
      required: true,
    },
  },
  "aws:apigateway/domainName:DomainName": {
    certificateArn: {
      of: "apigateway:CreateDomainName certificateArn",
      kind: "text",
    },
    domainName: {
      of: "apigateway:CreateDomainName domainName",
      kind: "text",
      required: true,
    },
    "endpointConfiguration.ipAddressType": {
      of: "apigateway:CreateDomainName endpointConfiguration.ipAddressType",
      kind: "text",
      oneOf: ["ipv4", "dualstack"],
    },
    "endpointConfiguration.types": {
      of: "apigateway:CreateDomainName endpointConfiguration.types",
      kind: "list",
    },
    "endpointConfiguration.types[]": {
      of: "apigateway:CreateDomainName endpointConfiguration.types[]",
      kind: "text",
      oneOf: ["REGIONAL", "EDGE", "PRIVATE"],
    },
    "mutualTlsAuthentication.truststoreUri": {
      of: "apigateway:CreateDomainName mutualTlsAuthentication.truststoreUri",
      kind: "text",
    },
    "mutualTlsAuthentication.truststoreVersion": {
      of: "apigateway:CreateDomainName mutualTlsAuthentication.truststoreVersion",
      kind: "text",
    },
    regionalCertificateArn: {
      of: "apigateway:CreateDomainName regionalCertificateArn",
      kind: "text",
    },
    routingMode: {
      of: "apigateway:CreateDomainName routingMode",
      kind: "text",
      oneOf: ["BASE_PATH_MAPPING_ONLY", "ROUTING_RULE_ONLY", "ROUTING_RULE_THEN_BASE_PATH_MAPPING"],
    },
    securityPolicy: {
      of: "apigateway:CreateDomainName securityPolicy",
      kind: "text",
      oneOf: [
        "TLS_1_0",
        "TLS_1_2",
        "SecurityPolicy_TLS13_1_3_2025_09",
        "SecurityPolicy_TLS13_1_3_FIPS_2025_09",
        "SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09",
        "SecurityPolicy_TLS13_1_2_FIPS_PQ_2025_09",
        "SecurityPolicy_TLS13_1_2_FIPS_PFS_PQ_2025_09",
        "SecurityPolicy_TLS13_1_2_PQ_2025_09",
        "SecurityPolicy_TLS13_1_2_2021_06",
        "SecurityPolicy_TLS13_2025_EDGE",
        "SecurityPolicy_TLS12_PFS_2025_EDGE",
        "SecurityPolicy_TLS12_2018_EDGE",
      ],
    },
    tags: {
      of: "apigateway:CreateDomainName tags",
      kind: "map",
    },
    "tags{key}": {
      of: "apigateway:CreateDomainName tags{key}",
      kind: "text",
    },
    "tags{value}": {
      of: "apigateway:CreateDomainName tags{value}",
      kind: "text",
    },
  },
  "aws:apigateway/methodSettings:MethodSettings": {
    restApi: {
      of: "apigateway:UpdateStage restApiId",
      kind: "text",
      required: true,
    },
    stageName: {
      of: "apigateway:UpdateStage stageName",
      kind: "text",
      required: true,
    },
  },
  "aws:apigateway/restApi:RestApi": {
    apiKeySource: {
      of: "apigateway:CreateRestApi apiKeySource",
      kind: "text",
      oneOf: ["HEADER", "AUTHORIZER"],
    },
    binaryMediaTypes: {
      of: "apigateway:CreateRestApi binaryMediaTypes",
      kind: "list",
    },
    "binaryMediaTypes[]": {
      of: "apigateway:CreateRestApi binaryMediaTypes[]",
      kind: "text",
    },
    body: {
      of: "apigateway:ImportRestApi body",
      kind: "text",
    },
    description: {
      of: "apigateway:CreateRestApi description",
      kind: "text",
    },
    disableExecuteApiEndpoint: {
      of: "apigateway:CreateRestApi disableExecuteApiEndpoint",
      kind: "boolean",
    },
    "endpointConfiguration.ipAddressType": {
      of: "apigateway:CreateRestApi endpointConfiguration.ipAddressType",
      kind: "text",
      oneOf: ["ipv4", "dualstack"],
    },
    "endpointConfiguration.types": {
      of: "apigateway:CreateRestApi endpointConfiguration.types",
      kind: "list",
    },
    "endpointConfiguration.types[]": {
      of: "apigateway:CreateRestApi endpointConfiguration.types[]",
      kind: "text",
      oneOf: ["REGIONAL", "EDGE", "PRIVATE"],
    },
    "endpointConfiguration.vpcEndpointIds": {
      of: "apigateway:CreateRestApi endpointConfiguration.vpcEndpointIds",
      kind: "list",
    },
    "endpointConfiguration.vpcEndpointIds[]": {
      of: "apigateway:CreateRestApi endpointConfiguration.vpcEndpointIds[]",
      kind: "text",
    },
    failOnWarnings: {
      of: "apigateway:ImportRestApi failOnWarnings",
      kind: "boolean",
    },
    minimumCompressionSize: {
      of: "apigateway:CreateRestApi minimumCompressionSize",
      kind: "whole",
    },
    name: {
      of: "apigateway:CreateRestApi name",
      kind: "text",
    },
    policy: {
      of: "apigateway:CreateRestApi policy",
      kind: "text",
    },
    securityPolicy: {
      of: "apigateway:CreateRestApi securityPolicy",
      kind: "text",
      oneOf: [
        "TLS_1_0",
        "TLS_1_2",
        "SecurityPolicy_TLS13_1_3_2025_09",
        "SecurityPolicy_TLS13_1_3_FIPS_2025_09",
        "SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09",
        "SecurityPolicy_TLS13_1_2_FIPS_PQ_2025_09",
        "SecurityPolicy_TLS13_1_2_FIPS_PFS_PQ_2025_09",
        "SecurityPolicy_TLS13_1_2_PQ_2025_09",
        "SecurityPolicy_TLS13_1_2_2021_06",
        "SecurityPolicy_TLS13_2025_EDGE",
        "SecurityPolicy_TLS12_PFS_2025_EDGE",
        "SecurityPolicy_TLS12_2018_EDGE",
      ],
    },
    tags: {
      of: "apigateway:CreateRestApi tags",
      kind: "map",
    },
    "tags{key}": {
      of: "apigateway:CreateRestApi tags{key}",
      kind: "text",
    },
    "tags{value}": {
      of: "apigateway:CreateRestApi tags{value}",
      kind: "text",
    },
  },
  "aws:apigateway/stage:Stage": {
    cacheClusterEnabled: {
      of: "apigateway:CreateStage cacheClusterEnabled",
      kind: "boolean",
    },
    cacheClusterSize: {
      of: "apigateway:CreateStage cacheClusterSize",
      kind: "text",
      oneOf: ["0.5", "1.6", "6.1", "13.5", "28.4", "58.2", "118", "237"],
    },
    "canarySettings.deploymentId": {
      of: "apigateway:CreateStage canarySettings.deploymentId",
      kind: "text",
    },
    "canarySettings.percentTraffic": {
      of: "apigateway:CreateStage canarySettings.percentTraffic",
      kind: "number",
    },
    "canarySettings.stageVariableOverrides": {
      of: "apigateway:CreateStage canarySettings.stageVariableOverrides",
      kind: "map",
    },
    "canarySettings.stageVariableOverrides{key}": {
      of: "apigateway:CreateStage canarySettings.stageVariableOverrides{key}",
      kind: "text",
    },
    "canarySettings.stageVariableOverrides{value}": {
      of: "apigateway:CreateStage canarySettings.stageVariableOverrides{value}",
      kind: "text",
    },
    deployment: {
      of: "apigateway:CreateStage deploymentId",
      kind: "text",
      required: true,
    },
    description: {
      of: "apigateway:CreateStage description",
      kind: "text",
    },
    restApi: {
      of: "apigateway:CreateStage restApiId",
      kind: "text",
      required: true,
    },
    stageName: {
      of: "apigateway:CreateStage stageName",
      kind: "text",
      required: true,
    },
    tags: {
      of: "apigateway:CreateStage tags",
      kind: "map",
    },
    "tags{key}": {
      of: "apigateway:CreateStage tags{key}",
      kind: "text",
    },
    "tags{value}": {
      of: "apigateway:CreateStage tags{value}",
      kind: "text",
    },
    variables: {
      of: "apigateway:CreateStage variables",
      kind: "map",
    },
    "variables{key}": {
      of: "apigateway:CreateStage variables{key}",
      kind: "text",
    },
    "variables{value}": {
      of: "apigateway:CreateStage variables{value}",
      kind: "text",
    },
    xrayTracingEnabled: {
      of: "apigateway:CreateStage tracingEnabled",
      kind: "boolean",
    },
  },
  "aws:apigateway/usagePlan:UsagePlan": {
    apiStages: {
      of: "apigateway:CreateUsagePlan apiStages",
      kind: "list",
    },
    "apiStages[].apiId": {
      of: "apigateway:CreateUsagePlan apiStages[].apiId",
      kind: "text",
    },
    "apiStages[].stage": {
      of: "apigateway:CreateUsagePlan apiStages[].stage",
      kind: "text",
    },
    description: {
      of: "apigateway:CreateUsagePlan description",
      kind: "text",
    },
    name: {
      of: "apigateway:CreateUsagePlan name",
      kind: "text",
    },
    "quotaSettings.limit": {
      of: "apigateway:CreateUsagePlan quota.limit",
      kind: "whole",
    },
    "quotaSettings.offset": {
      of: "apigateway:CreateUsagePlan quota.offset",
      kind: "whole",
    },
    "quotaSettings.period": {
      of: "apigateway:CreateUsagePlan quota.period",
      kind: "text",
      oneOf: ["DAY", "WEEK", "MONTH"],
    },
    tags: {
      of: "apigateway:CreateUsagePlan tags",
      kind: "map",
    },
    "tags{key}": {
      of: "apigateway:CreateUsagePlan tags{key}",
      kind: "text",
    },
    "tags{value}": {
      of: "apigateway:CreateUsagePlan tags{value}",
      kind: "text",
    },
    "throttleSettings.burstLimit": {
      of: "apigateway:CreateUsagePlan throttle.burstLimit",
      kind: "whole",
    },
    "throttleSettings.rateLimit": {
      of: "apigateway:CreateUsagePlan throttle.rateLimit",
      kind: "number",
    },
  },
  "aws:apigateway/usagePlanKey:UsagePlanKey": {
    keyId: {
      of: "apigateway:CreateUsagePlanKey keyId",
      kind: "text",
      required: true,
    },
    keyType: {
      of: "apigateway:CreateUsagePlanKey keyType",
      kind: "text",
      required: true,
    },
    usagePlanId: {
      of: "apigateway:CreateUsagePlanKey usagePlanId",
      kind: "text",
      required: true,
    },
  },
  "aws:cloudwatch/logGroup:LogGroup": {
    kmsKeyId: {
      of: "logs:CreateLogGroup kmsKeyId",
      kind: "text",
      max: 256,
    },
    logGroupClass: {
      of: "logs:CreateLogGroup logGroupClass",
      kind: "text",
      oneOf: ["STANDARD", "INFREQUENT_ACCESS", "DELIVERY"],
    },
    name: {
      of: "logs:CreateLogGroup logGroupName",
      kind: "text",
      min: 1,
      max: 512,
      pattern: "^(?:[\\.\\-_/#A-Za-z0-9]+)$",
    },
    retentionInDays: {
      of: "logs:PutRetentionPolicy retentionInDays",
      kind: "whole",
    },
    tags: {
      of: "logs:CreateLogGroup tags",
      kind: "map",
      min: 1,
      max: 50,
    },
    "tags{key}": {
      of: "logs:CreateLogGroup tags{key}",
      kind: "text",
      min: 1,
      max: 128,
      pattern: "^(?:([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+))$",
    },
    "tags{value}": {
      of: "logs:CreateLogGroup tags{value}",
      kind: "text",
      max: 256,
      pattern: "^(?:([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*))$",
    },
  },
  "aws:cognito/identityPool:IdentityPool": {
    allowClassicFlow: {
      of: "cognito-identity:CreateIdentityPool AllowClassicFlow",
      kind: "boolean",
    },
    allowUnauthenticatedIdentities: {
      of: "cognito-identity:CreateIdentityPool AllowUnauthenticatedIdentities",
      kind: "boolean",
    },
    cognitoIdentityProviders: {
      of: "cognito-identity:CreateIdentityPool CognitoIdentityProviders",
      kind: "list",
    },
    "cognitoIdentityProviders[].clientId": {
      of: "cognito-identity:CreateIdentityPool CognitoIdentityProviders[].ClientId",
      kind: "text",
      min: 1,
      max: 128,
      pattern: "^(?:[\\w_]+)$",
    },
    "cognitoIdentityProviders[].providerName": {
      of: "cognito-identity:CreateIdentityPool CognitoIdentityProviders[].ProviderName",
      kind: "text",
      min: 1,
      max: 128,
      pattern: "^(?:[\\w._:/-]+)$",
    },
    "cognitoIdentityProviders[].serverSideTokenCheck": {
      of: "cognito-identity:CreateIdentityPool CognitoIdentityProviders[].ServerSideTokenCheck",
      kind: "boolean",
    },
    developerProviderName: {
      of: "cognito-identity:CreateIdentityPool DeveloperProviderName",
      kind: "text",
      min: 1,
      max: 128,
      pattern: "^(?:[\\w._-]+)$",
    },
    identityPoolName: {
      of: "cognito-identity:CreateIdentityPool IdentityPoolName",
      kind: "text",
      required: true,
      min: 1,
      max: 128,
      pattern: "^(?:[\\w \\t\\n\\v\\f\\r+=,.@-]+)$",
    },
    openidConnectProviderArns: {
      of: "cognito-identity:CreateIdentityPool OpenIdConnectProviderARNs",
      kind: "list",
    },
    "openidConnectProviderArns[]": {
      of: "cognito-identity:CreateIdentityPool OpenIdConnectProviderARNs[]",
      kind: "text",
      min: 20,
      max: 2048,
    },
    samlProviderArns: {
      of: "cognito-identity:CreateIdentityPool SamlProviderARNs",
      kind: "list",
    },
    "samlProviderArns[]": {
      of: "cognito-identity:CreateIdentityPool SamlProviderARNs[]",
      kind: "text",
      min: 20,
      max: 2048,
    },
    supportedLoginProviders: {
      of: "cognito-identity:CreateIdentityPool SupportedLoginProviders",
      kind: "map",
      max: 10,
    },
    "supportedLoginProviders{key}": {
      of: "cognito-identity:CreateIdentityPool SupportedLoginProviders{key}",
      kind: "text",
      min: 1,
      max: 128,
    },
    "supportedLoginProviders{value}": {
      of: "cognito-identity:CreateIdentityPool SupportedLoginProviders{value}",
      kind: "text",
      min: 1,
      max: 128,
      pattern: "^(?:[\\w.;_/-]+)$",
    },
    tags: {
      of: "cognito-identity:CreateIdentityPool IdentityPoolTags",
      kind: "map",
    },
    "tags{key}": {
      of: "cognito-identity:CreateIdentityPool IdentityPoolTags{key}",
      kind: "text",
      min: 1,
      max: 128,
    },
    "tags{value}": {
      of: "cognito-identity:CreateIdentityPool IdentityPoolTags{value}",
      kind: "text",
      max: 256,
    },
  },
  "aws:cognito/identityPoolRoleAttachment:IdentityPoolRoleAttachment": {
    identityPoolId: {
      of: "cognito-identity:SetIdentityPoolRoles IdentityPoolId",
      kind: "text",
      required: true,
      min: 1,
      max: 55,
      pattern: "^(?:[\\w-]+:[0-9a-f-]+)$",
    },
    roleMappings: {
      of: "cognito-identity:SetIdentityPoolRoles RoleMappings",
      kind: "map",
      max: 10,
    },
    "roleMappings[].ambiguousRoleResolution": {
      of: "cognito-identity:SetIdentityPoolRoles RoleMappings{value}.AmbiguousRoleResolution",
      kind: "text",
      oneOf: ["AuthenticatedRole", "Deny"],
    },
    "roleMappings[].identityProvider": {
      of: "cognito-identity:SetIdentityPoolRoles RoleMappings{key}",
      kind: "text",
      min: 1,
      max: 128,
    },
    "roleMappings[].type": {
      of: "cognito-identity:SetIdentityPoolRoles RoleMappings{value}.Type",
      kind: "text",
      required: true,
      oneOf: ["Token", "Rules"],
    },
    roles: {
      of: "cognito-identity:SetIdentityPoolRoles Roles",
      kind: "map",
      required: true,
      max: 2,
    },
    "roles{key}": {
      of: "cognito-identity:SetIdentityPoolRoles Roles{key}",
      kind: "text",
      min: 1,
      max: 128,
      pattern: "^(?:(un)?authenticated)$",
    },
    "roles{value}": {
      of: "cognito-identity:SetIdentityPoolRoles Roles{value}",
      kind: "text",
      min: 20,
      max: 2048,
    },
  },
  "aws:cognito/resourceServer:ResourceServer": {
    identifier: {
      of: "cognito-idp:CreateResourceServer Identifier",
      kind: "text",
      required: true,
      min: 1,
      max: 256,
      pattern: "^(?:[\\x21\\x23-\\x5B\\x5D-\\x7E]+)$",
    },
    name: {
      of: "cognito-idp:CreateResourceServer Name",
      kind: "text",
      min: 1,
      max: 256,
      pattern: "^(?:[\\w \\t\\n\\v\\f\\r+=,.@-]+)$",
    },
    scopes: {
      of: "cognito-idp:CreateResourceServer Scopes",
      kind: "list",
      max: 100,
    },
    "scopes[].scopeDescription": {
      of: "cognito-idp:CreateResourceServer Scopes[].ScopeDescription",
      kind: "text",
      required: true,
      min: 1,
      max: 256,
    },
    "scopes[].scopeName": {
      of: "cognito-idp:CreateResourceServer Scopes[].ScopeName",
      kind: "text",
      required: true,
      min: 1,
      max: 256,
      pattern: "^(?:[\\x21\\x23-\\x2E\\x30-\\x5B\\x5D-\\x7E]+)$",
    },
    userPoolId: {
      of: "cognito-idp:CreateResourceServer UserPoolId",
      kind: "text",
      required: true,
      min: 1,
      max: 55,
      pattern: "^(?:[\\w-]+_[0-9a-zA-Z]+)$",
    },
  },
  "aws:cognito/userGroup:UserGroup": {
    description: {
      of: "cognito-idp:CreateGroup Description",
      kind: "text",
      max: 2048,
    },
    name: {
      of: "cognito-idp:CreateGroup GroupName",
      kind: "text",
      min: 1,
      max: 128,
      pattern: "^(?:[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+)$",
    },
    precedence: {
      of: "cognito-idp:CreateGroup Precedence",
      kind: "whole",
      min: 0,
    },
    roleArn: {
      of: "cognito-idp:CreateGroup RoleArn",
      kind: "text",
      min: 20,
      max: 2048,
      pattern:
        "^(?:arn:[\\w+=/,.@-]+:[\\w+=/,.@-]+:([\\w+=/,.@-]*)?:[0-9]+:[\\w+=/,.@-]+(:[\\w+=/,.@-]+)?(:[\\w+=/,.@-]+)?)$",
    },
    userPoolId: {
      of: "cognito-idp:CreateGroup UserPoolId",
      kind: "text",
      required: true,
      min: 1,
      max: 55,
      pattern: "^(?:[\\w-]+_[0-9a-zA-Z]+)$",
    },
  },
  "aws:cognito/userPool:UserPool": {
    "accountRecoverySetting.recoveryMechanisms": {
      of: "cognito-idp:CreateUserPool AccountRecoverySetting.RecoveryMechanisms",
      kind: "list",
      min: 1,
      max: 2,
    },
    "accountRecoverySetting.recoveryMechanisms[].name": {
      of: "cognito-idp:CreateUserPool AccountRecoverySetting.RecoveryMechanisms[].Name",
      kind: "text",
      required: true,
      oneOf: ["verified_email", "verified_phone_number", "admin_only"],
    },
    "accountRecoverySetting.recoveryMechanisms[].priority": {
      of: "cognito-idp:CreateUserPool AccountRecoverySetting.RecoveryMechanisms[].Priority",
      kind: "whole",
      required: true,
      min: 1,
      max: 2,
    },
    "adminCreateUserConfig.allowAdminCreateUserOnly": {
      of: "cognito-idp:CreateUserPool AdminCreateUserConfig.AllowAdminCreateUserOnly",
      kind: "boolean",
    },
    "aliasAttributes[]": {
      of: "cognito-idp:CreateUserPool AliasAttributes[]",
      kind: "text",
      oneOf: ["phone_number", "email", "preferred_username"],
    },
    autoVerifiedAttributes: {
      of: "cognito-idp:CreateUserPool AutoVerifiedAttributes",
      kind: "list",
    },
    "autoVerifiedAttributes[]": {
      of: "cognito-idp:CreateUserPool AutoVerifiedAttributes[]",
      kind: "text",
      oneOf: ["phone_number", "email"],
    },
    deletionProtection: {
      of: "cognito-idp:CreateUserPool DeletionProtection",
      kind: "text",
      oneOf: ["ACTIVE", "INACTIVE"],
    },
    emailVerificationSubject: {
      of: "cognito-idp:CreateUserPool EmailVerificationSubject",
      kind: "text",
      min: 1,
      max: 140,
      pattern: "^(?:[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P} \\t\\n\\v\\f\\r]+)$",
    },
    "lambdaConfig.createAuthChallenge": {
      of: "cognito-idp:CreateUserPool LambdaConfig.CreateAuthChallenge",
      kind: "text",
      min: 20,
      max: 2048,
      pattern:
        "^(?:arn:[\\w+=/,.@-]+:[\\w+=/,.@-]+:([\\w+=/,.@-]*)?:[0-9]+:[\\w+=/,.@-]+(:[\\w+=/,.@-]+)?(:[\\w+=/,.@-]+)?)$",
    },
    "lambdaConfig.customMessage": {
      of: "cognito-idp:CreateUserPool LambdaConfig.CustomMessage",
      kind: "text",
      min: 20,
      max: 2048,
      pattern:
        "^(?:arn:[\\w+=/,.@-]+:[\\w+=/,.@-]+:([\\w+=/,.@-]*)?:[0-9]+:[\\w+=/,.@-]+(:[\\w+=/,.@-]+)?(:[\\w+=/,.@-]+)?)$",
    },
    "lambdaConfig.defineAuthChallenge": {
      of: "cognito-idp:CreateUserPool LambdaConfig.DefineAuthChallenge",
      kind: "text",
      min: 20,
      max: 2048,
      pattern:
        "^(?:arn:[\\w+=/,.@-]+:[\\w+=/,.@-]+:([\\w+=/,.@-]*)?:[0-9]+:[\\w+=/,.@-]+(:[\\w+=/,.@-]+)?(:[\\w+=/,.@-]+)?)$",
    },
    "lambdaConfig.postAuthentication": {
      of: "cognito-idp:CreateUserPool LambdaConfig.PostAuthentication",
      kind: "text",
      min: 20,
      max: 2048,
      pattern:
        "^(?:arn:[\\w+=/,.@-]+:[\\w+=/,.@-]+:([\\w+=/,.@-]*)?:[0-9]+:[\\w+=/,.@-]+(:[\\w+=/,.@-]+)?(:[\\w+=/,.@-]+)?)$",
    },
    "lambdaConfig.postConfirmation": {
      of: "cognito-idp:CreateUserPool LambdaConfig.PostConfirmation",
      kind: "text",
      min: 20,
      max: 2048,
      pattern:
        "^(?:arn:[\\w+=/,.@-]+:[\\w+=/,.@-]+:([\\w+=/,.@-]*)?:[0-9]+:[\\w+=/,.@-]+(:[\\w+=/,.@-]+)?(:[\\w+=/,.@-]+)?)$",
    },
    "lambdaConfig.preAuthentication": {
      of: "cognito-idp:CreateUserPool LambdaConfig.PreAuthentication",
      kind: "text",
      min: 20,
      max: 2048,
      pattern:
        "^(?:arn:[\\w+=/,.@-]+:[\\w+=/,.@-]+:([\\w+=/,.@-]*)?:[0-9]+:[\\w+=/,.@-]+(:[\\w+=/,.@-]+)?(:[\\w+=/,.@-]+)?)$",
    },
    "lambdaConfig.preSignUp": {
      of: "cognito-idp:CreateUserPool LambdaConfig.PreSignUp",
      kind: "text",
      min: 20,
      max: 2048,
      pattern:
        "^(?:arn:[\\w+=/,.@-]+:[\\w+=/,.@-]+:([\\w+=/,.@-]*)?:[0-9]+:[\\w+=/,.@-]+(:[\\w+=/,.@-]+)?(:[\\w+=/,.@-]+)?)$",
    },
    "lambdaConfig.preTokenGeneration": {
      of: "cognito-idp:CreateUserPool LambdaConfig.PreTokenGeneration",
      kind: "text",
      min: 20,
      max: 2048,
      pattern:
        "^(?:arn:[\\w+=/,.@-]+:[\\w+=/,.@-]+:([\\w+=/,.@-]*)?:[0-9]+:[\\w+=/,.@-]+(:[\\w+=/,.@-]+)?(:[\\w+=/,.@-]+)?)$",
    },
    "lambdaConfig.preTokenGenerationConfig.lambdaArn": {
      of: "cognito-idp:CreateUserPool LambdaConfig.PreTokenGenerationConfig.LambdaArn",
      kind: "text",
      required: true,
      min: 20,
      max: 2048,
      pattern:
        "^(?:arn:[\\w+=/,.@-]+:[\\w+=/,.@-]+:([\\w+=/,.@-]*)?:[0-9]+:[\\w+=/,.@-]+(:[\\w+=/,.@-]+)?(:[\\w+=/,.@-]+)?)$",
    },
    "lambdaConfig.preTokenGenerationConfig.lambdaVersion": {
      of: "cognito-idp:CreateUserPool LambdaConfig.PreTokenGenerationConfig.LambdaVersion",
      kind: "text",
      required: true,
      oneOf: ["V1_0", "V2_0", "V3_0"],
    },
    "lambdaConfig.userMigration": {
      of: "cognito-idp:CreateUserPool LambdaConfig.UserMigration",
      kind: "text",
      min: 20,
      max: 2048,
      pattern:
        "^(?:arn:[\\w+=/,.@-]+:[\\w+=/,.@-]+:([\\w+=/,.@-]*)?:[0-9]+:[\\w+=/,.@-]+(:[\\w+=/,.@-]+)?(:[\\w+=/,.@-]+)?)$",
    },
    "lambdaConfig.verifyAuthChallengeResponse": {
      of: "cognito-idp:CreateUserPool LambdaConfig.VerifyAuthChallengeResponse",
      kind: "text",
      min: 20,
      max: 2048,
      pattern:
        "^(?:arn:[\\w+=/,.@-]+:[\\w+=/,.@-]+:([\\w+=/,.@-]*)?:[0-9]+:[\\w+=/,.@-]+(:[\\w+=/,.@-]+)?(:[\\w+=/,.@-]+)?)$",
    },
    mfaConfiguration: {
      of: "cognito-idp:CreateUserPool MfaConfiguration",
      kind: "text",
      oneOf: ["OFF", "ON", "OPTIONAL"],
    },
    name: {
      of: "cognito-idp:CreateUserPool PoolName",
      kind: "text",
      min: 1,
      max: 128,
      pattern: "^(?:[\\w \\t\\n\\v\\f\\r+=,.@-]+)$",
    },
    "passwordPolicy.minimumLength": {
      of: "cognito-idp:CreateUserPool Policies.PasswordPolicy.MinimumLength",
      kind: "whole",
      min: 6,
      max: 99,
    },
    "passwordPolicy.passwordHistorySize": {
      of: "cognito-idp:CreateUserPool Policies.PasswordPolicy.PasswordHistorySize",
      kind: "whole",
      min: 0,
      max: 24,
    },
    "passwordPolicy.requireLowercase": {
      of: "cognito-idp:CreateUserPool Policies.PasswordPolicy.RequireLowercase",
      kind: "boolean",
    },
    "passwordPolicy.requireNumbers": {
      of: "cognito-idp:CreateUserPool Policies.PasswordPolicy.RequireNumbers",
      kind: "boolean",
    },
    "passwordPolicy.requireSymbols": {
      of: "cognito-idp:CreateUserPool Policies.PasswordPolicy.RequireSymbols",
      kind: "boolean",
    },
    "passwordPolicy.requireUppercase": {
      of: "cognito-idp:CreateUserPool Policies.PasswordPolicy.RequireUppercase",
      kind: "boolean",
    },
    "passwordPolicy.temporaryPasswordValidityDays": {
      of: "cognito-idp:CreateUserPool Policies.PasswordPolicy.TemporaryPasswordValidityDays",
      kind: "whole",
      min: 0,
      max: 365,
    },
    smsAuthenticationMessage: {
      of: "cognito-idp:CreateUserPool SmsAuthenticationMessage",
      kind: "text",
      min: 6,
      max: 140,
      pattern: "^(?:.*\\{####\\}.*)$",
    },
    "smsConfiguration.externalId": {
      of: "cognito-idp:CreateUserPool SmsConfiguration.ExternalId",
      kind: "text",
      max: 131072,
    },
    "smsConfiguration.snsCallerArn": {
      of: "cognito-idp:CreateUserPool SmsConfiguration.SnsCallerArn",
      kind: "text",
      required: true,
      min: 20,
      max: 2048,
      pattern:
        "^(?:arn:[\\w+=/,.@-]+:[\\w+=/,.@-]+:([\\w+=/,.@-]*)?:[0-9]+:[\\w+=/,.@-]+(:[\\w+=/,.@-]+)?(:[\\w+=/,.@-]+)?)$",
    },
    "smsConfiguration.snsRegion": {
      of: "cognito-idp:CreateUserPool SmsConfiguration.SnsRegion",
      kind: "text",
      min: 5,
      max: 32,
    },
    smsVerificationMessage: {
      of: "cognito-idp:CreateUserPool SmsVerificationMessage",
      kind: "text",
      min: 6,
      max: 140,
      pattern: "^(?:.*\\{####\\}.*)$",
    },
    "softwareTokenMfaConfiguration.enabled": {
      of: "cognito-idp:SetUserPoolMfaConfig SoftwareTokenMfaConfiguration.Enabled",
      kind: "boolean",
    },
    tags: {
      of: "cognito-idp:CreateUserPool UserPoolTags",
      kind: "map",
    },
    "tags{key}": {
      of: "cognito-idp:CreateUserPool UserPoolTags{key}",
      kind: "text",
      min: 1,
      max: 128,
    },
    "tags{value}": {
      of: "cognito-idp:CreateUserPool UserPoolTags{value}",
      kind: "text",
      max: 256,
    },
    "userAttributeUpdateSettings.attributesRequireVerificationBeforeUpdates": {
      of: "cognito-idp:CreateUserPool UserAttributeUpdateSettings.AttributesRequireVerificationBeforeUpdate",
      kind: "list",
    },
    "userAttributeUpdateSettings.attributesRequireVerificationBeforeUpdates[]": {
      of: "cognito-idp:CreateUserPool UserAttributeUpdateSettings.AttributesRequireVerificationBeforeUpdate[]",
      kind: "text",
      oneOf: ["phone_number", "email"],
    },
    userPoolTier: {
      of: "cognito-idp:CreateUserPool UserPoolTier",
      kind: "text",
      oneOf: ["LITE", "ESSENTIALS", "PLUS"],
    },
    usernameAttributes: {
      of: "cognito-idp:CreateUserPool UsernameAttributes",
      kind: "list",
    },
    "usernameAttributes[]": {
      of: "cognito-idp:CreateUserPool UsernameAttributes[]",
      kind: "text",
      oneOf: ["phone_number", "email"],
    },
    "usernameConfiguration.caseSensitive": {
      of: "cognito-idp:CreateUserPool UsernameConfiguration.CaseSensitive",
      kind: "boolean",
      required: true,
    },
  },
  "aws:cognito/userPoolClient:UserPoolClient": {
    accessTokenValidity: {
      of: "cognito-idp:CreateUserPoolClient AccessTokenValidity",
      kind: "whole",
      min: 1,
      max: 86400,
    },
    allowedOauthFlows: {
      of: "cognito-idp:CreateUserPoolClient AllowedOAuthFlows",
      kind: "list",
      max: 3,
    },
    allowedOauthFlowsUserPoolClient: {
      of: "cognito-idp:CreateUserPoolClient AllowedOAuthFlowsUserPoolClient",
      kind: "boolean",
    },
    "allowedOauthFlows[]": {
      of: "cognito-idp:CreateUserPoolClient AllowedOAuthFlows[]",
      kind: "text",
      oneOf: ["code", "implicit", "client_credentials"],
    },
    allowedOauthScopes: {
      of: "cognito-idp:CreateUserPoolClient AllowedOAuthScopes",
      kind: "list",
      max: 50,
    },
    "allowedOauthScopes[]": {
      of: "cognito-idp:CreateUserPoolClient AllowedOAuthScopes[]",
      kind: "text",
      min: 1,
      max: 256,
      pattern: "^(?:[\\x21\\x23-\\x5B\\x5D-\\x7E]+)$",
    },
    authSessionValidity: {
      of: "cognito-idp:CreateUserPoolClient AuthSessionValidity",
      kind: "whole",
      min: 3,
      max: 15,
    },
    callbackUrls: {
      of: "cognito-idp:CreateUserPoolClient CallbackURLs",
      kind: "list",
      max: 100,
    },
    "callbackUrls[]": {
      of: "cognito-idp:CreateUserPoolClient CallbackURLs[]",
      kind: "text",
      min: 1,
      max: 1024,
      pattern: "^(?:[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+)$",
    },
    defaultRedirectUri: {
      of: "cognito-idp:CreateUserPoolClient DefaultRedirectURI",
      kind: "text",
      min: 1,
      max: 1024,
      pattern: "^(?:[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+)$",
    },
    enablePropagateAdditionalUserContextData: {
      of: "cognito-idp:CreateUserPoolClient EnablePropagateAdditionalUserContextData",
      kind: "boolean",
    },
    enableTokenRevocation: {
      of: "cognito-idp:CreateUserPoolClient EnableTokenRevocation",
      kind: "boolean",
    },
    explicitAuthFlows: {
      of: "cognito-idp:CreateUserPoolClient ExplicitAuthFlows",
      kind: "list",
    },
    "explicitAuthFlows[]": {
      of: "cognito-idp:CreateUserPoolClient ExplicitAuthFlows[]",
      kind: "text",
      oneOf: [
        "ADMIN_NO_SRP_AUTH",
        "CUSTOM_AUTH_FLOW_ONLY",
        "USER_PASSWORD_AUTH",
        "ALLOW_ADMIN_USER_PASSWORD_AUTH",
        "ALLOW_CUSTOM_AUTH",
        "ALLOW_USER_PASSWORD_AUTH",
        "ALLOW_USER_SRP_AUTH",
        "ALLOW_REFRESH_TOKEN_AUTH",
        "ALLOW_USER_AUTH",
      ],
    },
    generateSecret: {
      of: "cognito-idp:CreateUserPoolClient GenerateSecret",
      kind: "boolean",
    },
    idTokenValidity: {
      of: "cognito-idp:CreateUserPoolClient IdTokenValidity",
      kind: "whole",
      min: 1,
      max: 86400,
    },
    logoutUrls: {
      of: "cognito-idp:CreateUserPoolClient LogoutURLs",
      kind: "list",
      max: 100,
    },
    "logoutUrls[]": {
      of: "cognito-idp:CreateUserPoolClient LogoutURLs[]",
      kind: "text",
      min: 1,
      max: 1024,
      pattern: "^(?:[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+)$",
    },
    name: {
      of: "cognito-idp:CreateUserPoolClient ClientName",
      kind: "text",
      min: 1,
      max: 128,
      pattern: "^(?:[\\w \\t\\n\\v\\f\\r+=,.@-]+)$",
    },
    preventUserExistenceErrors: {
      of: "cognito-idp:CreateUserPoolClient PreventUserExistenceErrors",
      kind: "text",
      oneOf: ["LEGACY", "ENABLED"],
    },
    "readAttributes[]": {
      of: "cognito-idp:CreateUserPoolClient ReadAttributes[]",
      kind: "text",
      min: 1,
      max: 2048,
    },
    "refreshTokenRotation.feature": {
      of: "cognito-idp:CreateUserPoolClient RefreshTokenRotation.Feature",
      kind: "text",
      required: true,
      oneOf: ["ENABLED", "DISABLED"],
    },
    "refreshTokenRotation.retryGracePeriodSeconds": {
      of: "cognito-idp:CreateUserPoolClient RefreshTokenRotation.RetryGracePeriodSeconds",
      kind: "whole",
      min: 0,
      max: 60,
    },
    refreshTokenValidity: {
      of: "cognito-idp:CreateUserPoolClient RefreshTokenValidity",
      kind: "whole",
      min: 0,
      max: 315360000,
    },
    supportedIdentityProviders: {
      of: "cognito-idp:CreateUserPoolClient SupportedIdentityProviders",
      kind: "list",
    },
    "supportedIdentityProviders[]": {
      of: "cognito-idp:CreateUserPoolClient SupportedIdentityProviders[]",
      kind: "text",
      min: 1,
      max: 32,
      pattern: "^(?:[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\p{Z}]+)$",
    },
    "tokenValidityUnits.accessToken": {
      of: "cognito-idp:CreateUserPoolClient TokenValidityUnits.AccessToken",
      kind: "text",
      oneOf: ["seconds", "minutes", "hours", "days"],
    },
    "tokenValidityUnits.idToken": {
      of: "cognito-idp:CreateUserPoolClient TokenValidityUnits.IdToken",
      kind: "text",
      oneOf: ["seconds", "minutes", "hours", "days"],
    },
    "tokenValidityUnits.refreshToken": {
      of: "cognito-idp:CreateUserPoolClient TokenValidityUnits.RefreshToken",
      kind: "text",
      oneOf: ["seconds", "minutes", "hours", "days"],
    },
    userPoolId: {
      of: "cognito-idp:CreateUserPoolClient UserPoolId",
      kind: "text",
      required: true,
      min: 1,
      max: 55,
      pattern: "^(?:[\\w-]+_[0-9a-zA-Z]+)$",
    },
    "writeAttributes[]": {
      of: "cognito-idp:CreateUserPoolClient WriteAttributes[]",
      kind: "text",
      min: 1,
      max: 2048,
    },
  },
  "aws:cognito/userPoolDomain:UserPoolDomain": {
    domain: {
      of: "cognito-idp:CreateUserPoolDomain Domain",
      kind: "text",
      required: true,
      min: 1,
      max: 63,
      pattern: "^(?:[a-z0-9](?:[a-z0-9\\-]{0,61}[a-z0-9])?)$",
    },
    userPoolId: {
      of: "cognito-idp:CreateUserPoolDomain UserPoolId",
      kind: "text",
      required: true,
      min: 1,
      max: 55,
      pattern: "^(?:[\\w-]+_[0-9a-zA-Z]+)$",
    },
  },
  "aws:ec2/securityGroup:SecurityGroup": {
    description: {
      of: "ec2:CreateSecurityGroup Description",
      kind: "text",
    },
    "egress[].cidrBlocks[]": {
      of: "ec2:AuthorizeSecurityGroupEgress IpPermissions[].IpRanges[].CidrIp",
      kind: "text",
    },
    "egress[].fromPort": {
      of: "ec2:AuthorizeSecurityGroupEgress IpPermissions[].FromPort",
      kind: "whole",
    },
    "egress[].protocol": {
      of: "ec2:AuthorizeSecurityGroupEgress IpPermissions[].IpProtocol",
      kind: "text",
    },
    "egress[].toPort": {
      of: "ec2:AuthorizeSecurityGroupEgress IpPermissions[].ToPort",
      kind: "whole",
    },
    "ingress[].cidrBlocks[]": {
      of: "ec2:AuthorizeSecurityGroupIngress IpPermissions[].IpRanges[].CidrIp",
      kind: "text",
    },
    "ingress[].fromPort": {
      of: "ec2:AuthorizeSecurityGroupIngress IpPermissions[].FromPort",
      kind: "whole",
    },
    "ingress[].protocol": {
      of: "ec2:AuthorizeSecurityGroupIngress IpPermissions[].IpProtocol",
      kind: "text",
    },
    "ingress[].toPort": {
      of: "ec2:AuthorizeSecurityGroupIngress IpPermissions[].ToPort",
      kind: "whole",
    },
    name: {
      of: "ec2:CreateSecurityGroup GroupName",
      kind: "text",
    },
    tags: {
      of: "ec2:CreateSecurityGroup TagSpecifications[].Tags",
      kind: "list",
    },
    "tags{key}": {
      of: "ec2:CreateSecurityGroup TagSpecifications[].Tags[].Key",
      kind: "text",
    },
    "tags{value}": {
      of: "ec2:CreateSecurityGroup TagSpecifications[].Tags[].Value",
      kind: "text",
    },
    vpcId: {
      of: "ec2:CreateSecurityGroup VpcId",
      kind: "text",
    },
  },
  "aws:ec2/vpcEndpoint:VpcEndpoint": {
    privateDnsEnabled: {
      of: "ec2:CreateVpcEndpoint PrivateDnsEnabled",
      kind: "boolean",
    },
    securityGroupIds: {
      of: "ec2:CreateVpcEndpoint SecurityGroupIds",
      kind: "list",
    },
    "securityGroupIds[]": {
      of: "ec2:CreateVpcEndpoint SecurityGroupIds[]",
      kind: "text",
    },
    serviceName: {
      of: "ec2:CreateVpcEndpoint ServiceName",
      kind: "text",
    },
    subnetIds: {
      of: "ec2:CreateVpcEndpoint SubnetIds",
      kind: "list",
    },
    "subnetIds[]": {
      of: "ec2:CreateVpcEndpoint SubnetIds[]",
      kind: "text",
    },
    tags: {
      of: "ec2:CreateVpcEndpoint TagSpecifications[].Tags",
      kind: "list",
    },
    "tags{key}": {
      of: "ec2:CreateVpcEndpoint TagSpecifications[].Tags[].Key",
      kind: "text",
    },
    "tags{value}": {
      of: "ec2:CreateVpcEndpoint TagSpecifications[].Tags[].Value",
      kind: "text",
    },
    vpcEndpointType: {
      of: "ec2:CreateVpcEndpoint VpcEndpointType",
      kind: "text",
      oneOf: ["Interface", "Gateway", "GatewayLoadBalancer", "Resource", "ServiceNetwork"],
    },
    vpcId: {
      of: "ec2:CreateVpcEndpoint VpcId",
      kind: "text",
      required: true,
    },
  },
  "aws:iam/openIdConnectProvider:OpenIdConnectProvider": {
    clientIdLists: {
      of: "iam:CreateOpenIDConnectProvider ClientIDList",
      kind: "list",
    },
    "clientIdLists[]": {
      of: "iam:CreateOpenIDConnectProvider ClientIDList[]",
      kind: "text",
      min: 1,
      max: 255,
    },
    tags: {
      of: "iam:CreateOpenIDConnectProvider Tags",
      kind: "list",
      max: 50,
    },
    "tags{key}": {
      of: "iam:CreateOpenIDConnectProvider Tags[].Key",
      kind: "text",
      required: true,
      min: 1,
      max: 128,
      pattern: "^(?:[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+)$",
    },
    "tags{value}": {
      of: "iam:CreateOpenIDConnectProvider Tags[].Value",
      kind: "text",
      required: true,
      max: 256,
      pattern: "^(?:[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*)$",
    },
    thumbprintLists: {
      of: "iam:CreateOpenIDConnectProvider ThumbprintList",
      kind: "list",
    },
    "thumbprintLists[]": {
      of: "iam:CreateOpenIDConnectProvider ThumbprintList[]",
      kind: "text",
      min: 40,
      max: 40,
    },
    url: {
      of: "iam:CreateOpenIDConnectProvider Url",
      kind: "text",
      required: true,
      min: 1,
      max: 255,
    },
  },
  "aws:iam/samlProvider:SamlProvider": {
    name: {
      of: "iam:CreateSAMLProvider Name",
      kind: "text",
      min: 1,
      max: 128,
      pattern: "^(?:[\\w._-]+)$",
    },
    samlMetadataDocument: {
      of: "iam:CreateSAMLProvider SAMLMetadataDocument",
      kind: "text",
      required: true,
      min: 1000,
      max: 10000000,
    },
    tags: {
      of: "iam:CreateSAMLProvider Tags",
      kind: "list",
      max: 50,
    },
    "tags{key}": {
      of: "iam:CreateSAMLProvider Tags[].Key",
      kind: "text",
      required: true,
      min: 1,
      max: 128,
      pattern: "^(?:[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+)$",
    },
    "tags{value}": {
      of: "iam:CreateSAMLProvider Tags[].Value",
      kind: "text",
      required: true,
      max: 256,
      pattern: "^(?:[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*)$",
    },
  },
  "aws:iam/policy:Policy": {
    description: {
      of: "iam:CreatePolicy Description",
      kind: "text",
      max: 1000,
    },
    name: {
      of: "iam:CreatePolicy PolicyName",
      kind: "text",
      min: 1,
      max: 128,
      pattern: "^(?:[\\w+=,.@-]+)$",
    },
    path: {
      of: "iam:CreatePolicy Path",
      kind: "text",
      min: 1,
      max: 512,
      pattern: "^(?:((/[A-Za-z0-9\\.,\\+@=_-]+)*)/)$",
    },
    policy: {
      of: "iam:CreatePolicy PolicyDocument",
      kind: "text",
      required: true,
      min: 1,
      max: 131072,
      pattern: "^(?:[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+)$",
    },
    tags: {
      of: "iam:CreatePolicy Tags",
      kind: "list",
      max: 50,
    },
    "tags{key}": {
      of: "iam:CreatePolicy Tags[].Key",
      kind: "text",
      required: true,
      min: 1,
      max: 128,
      pattern: "^(?:[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+)$",
    },
    "tags{value}": {
      of: "iam:CreatePolicy Tags[].Value",
      kind: "text",
      required: true,
      max: 256,
      pattern: "^(?:[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*)$",
    },
  },
  "aws:iam/role:Role": {
    assumeRolePolicy: {
      of: "iam:CreateRole AssumeRolePolicyDocument",
      kind: "text",
      required: true,
      min: 1,
      max: 131072,
      pattern: "^(?:[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+)$",
    },
    description: {
      of: "iam:CreateRole Description",
      kind: "text",
      max: 1000,
      pattern: "^(?:[\\u0009\\u000A\\u000D\\u0020-\\u007E\\u00A1-\\u00FF]*)$",
    },
    maxSessionDuration: {
      of: "iam:CreateRole MaxSessionDuration",
      kind: "whole",
      min: 3600,
      max: 43200,
    },
    name: {
      of: "iam:CreateRole RoleName",
      kind: "text",
      min: 1,
      max: 64,
      pattern: "^(?:[\\w+=,.@-]+)$",
    },
    path: {
      of: "iam:CreateRole Path",
      kind: "text",
      min: 1,
      max: 512,
      pattern: "^(?:(\\u002F)|(\\u002F[\\u0021-\\u007E]+\\u002F))$",
    },
    permissionsBoundary: {
      of: "iam:CreateRole PermissionsBoundary",
      kind: "text",
      min: 20,
      max: 2048,
    },
    tags: {
      of: "iam:CreateRole Tags",
      kind: "list",
      max: 50,
    },
    "tags{key}": {
      of: "iam:CreateRole Tags[].Key",
      kind: "text",
      required: true,
      min: 1,
      max: 128,
      pattern: "^(?:[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+)$",
    },
    "tags{value}": {
      of: "iam:CreateRole Tags[].Value",
      kind: "text",
      required: true,
      max: 256,
      pattern: "^(?:[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*)$",
    },
  },
  "aws:iam/rolePolicy:RolePolicy": {
    name: {
      of: "iam:PutRolePolicy PolicyName",
      kind: "text",
      min: 1,
      max: 128,
      pattern: "^(?:[\\w+=,.@-]+)$",
    },
    policy: {
      of: "iam:PutRolePolicy PolicyDocument",
      kind: "text",
      required: true,
      min: 1,
      max: 131072,
      pattern: "^(?:[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+)$",
    },
    role: {
      of: "iam:PutRolePolicy RoleName",
      kind: "text",
      required: true,
      min: 1,
      max: 64,
      pattern: "^(?:[\\w+=,.@-]+)$",
    },
  },
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": {
    policyArn: {
      of: "iam:AttachRolePolicy PolicyArn",
      kind: "text",
      required: true,
      min: 20,
      max: 2048,
    },
    role: {
      of: "iam:AttachRolePolicy RoleName",
      kind: "text",
      required: true,
      min: 1,
      max: 64,
      pattern: "^(?:[\\w+=,.@-]+)$",
    },
  },
  "aws:lambda/alias:Alias": {
    description: {
      of: "lambda:CreateAlias Description",
      kind: "text",
      max: 256,
    },
    functionName: {
      of: "lambda:CreateAlias FunctionName",
      kind: "text",
      required: true,
      min: 1,
      max: 140,
      pattern:
        "^(?:(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1}:)?(\\d{12}:)?(function:)?([a-zA-Z0-9\\-_]+)(:(\\$LATEST|[a-zA-Z0-9\\-_]+))?)$",
    },
    functionVersion: {
      of: "lambda:CreateAlias FunctionVersion",
      kind: "text",
      required: true,
      min: 1,
      max: 1024,
      pattern: "^(?:(\\$LATEST(\\.PUBLISHED)?|[0-9]+))$",
    },
    name: {
      of: "lambda:CreateAlias Name",
      kind: "text",
      min: 1,
      max: 128,
      pattern: "^(?:(?!^[0-9]+$)([a-zA-Z0-9\\-_]+))$",
    },
  },
  "aws:lambda/function:Function": {
    architectures: {
      of: "lambda:CreateFunction Architectures",
      kind: "list",
      min: 1,
      max: 1,
    },
    "architectures[]": {
      of: "lambda:CreateFunction Architectures[]",
      kind: "text",
      oneOf: ["x86_64", "arm64"],
    },
    "deadLetterConfig.targetArn": {
      of: "lambda:CreateFunction DeadLetterConfig.TargetArn",
      kind: "text",
      pattern: "^(?:(arn:(aws[a-zA-Z-]*)?:[a-z0-9\\-.]+:.*)|())$",
    },
    description: {
      of: "lambda:CreateFunction Description",
      kind: "text",
      max: 256,
    },
    "environment.variables": {
      of: "lambda:CreateFunction Environment.Variables",
      kind: "map",
    },
    "environment.variables{key}": {
      of: "lambda:CreateFunction Environment.Variables{key}",
      kind: "text",
      pattern: "^(?:[a-zA-Z]([a-zA-Z0-9_])+)$",
    },
    "ephemeralStorage.size": {
      of: "lambda:CreateFunction EphemeralStorage.Size",
      kind: "whole",
      required: true,
      min: 512,
      max: 10240,
    },
    handler: {
      of: "lambda:CreateFunction Handler",
      kind: "text",
      max: 128,
      pattern: "^(?:[^ \\t\\n\\v\\f\\r]+)$",
    },
    kmsKeyArn: {
      of: "lambda:CreateFunction KMSKeyArn",
      kind: "text",
      pattern: "^(?:(arn:(aws[a-zA-Z-]*)?:[a-z0-9\\-.]+:.*)|())$",
    },
    layers: {
      of: "lambda:CreateFunction Layers",
      kind: "list",
    },
    "layers[]": {
      of: "lambda:CreateFunction Layers[]",
      kind: "text",
      min: 1,
      max: 140,
      pattern: "^(?:arn:[a-zA-Z0-9-]+:lambda:[a-zA-Z0-9-]+:\\d{12}:layer:[a-zA-Z0-9\\-_]+:[0-9]+)$",
    },
    "loggingConfig.logFormat": {
      of: "lambda:CreateFunction LoggingConfig.LogFormat",
      kind: "text",
      oneOf: ["JSON", "Text"],
    },
    "loggingConfig.logGroup": {
      of: "lambda:CreateFunction LoggingConfig.LogGroup",
      kind: "text",
      min: 1,
      max: 512,
      pattern: "^(?:[\\.\\-_/#A-Za-z0-9]+)$",
    },
    memorySize: {
      of: "lambda:CreateFunction MemorySize",
      kind: "whole",
      min: 128,
      max: 32768,
    },
    name: {
      of: "lambda:CreateFunction FunctionName",
      kind: "text",
      min: 1,
      max: 140,
      pattern:
        "^(?:(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1}:)?(\\d{12}:)?(function:)?([a-zA-Z0-9\\-_]+)(:(\\$LATEST|[a-zA-Z0-9\\-_]+))?)$",
    },
    packageType: {
      of: "lambda:CreateFunction PackageType",
      kind: "text",
      oneOf: ["Zip", "Image"],
    },
    reservedConcurrentExecutions: {
      of: "lambda:PutFunctionConcurrency ReservedConcurrentExecutions",
      kind: "whole",
      min: 0,
    },
    role: {
      of: "lambda:CreateFunction Role",
      kind: "text",
      required: true,
      pattern: "^(?:arn:(aws[a-zA-Z-]*)?:iam::\\d{12}:role/?[a-zA-Z_0-9+=,.@\\-_/]+)$",
    },
    runtime: {
      of: "lambda:CreateFunction Runtime",
      kind: "text",
      oneOf: [
        "nodejs",
        "nodejs4.3",
        "nodejs6.10",
        "nodejs8.10",
        "nodejs10.x",
        "nodejs12.x",
        "nodejs14.x",
        "nodejs16.x",
        "java8",
        "java8.al2",
        "java11",
        "python2.7",
        "python3.6",
        "python3.7",
        "python3.8",
        "python3.9",
        "dotnetcore1.0",
        "dotnetcore2.0",
        "dotnetcore2.1",
        "dotnetcore3.1",
        "dotnet6",
        "dotnet8",
        "nodejs4.3-edge",
        "go1.x",
        "ruby2.5",
        "ruby2.7",
        "provided",
        "provided.al2",
        "nodejs18.x",
        "python3.10",
        "java17",
        "ruby3.2",
        "ruby3.3",
        "ruby3.4",
        "python3.11",
        "nodejs20.x",
        "provided.al2023",
        "python3.12",
        "java21",
        "python3.13",
        "nodejs22.x",
        "nodejs24.x",
        "python3.14",
        "java25",
        "dotnet10",
        "ruby4.0",
      ],
    },
    tags: {
      of: "lambda:CreateFunction Tags",
      kind: "map",
    },
    "tags{key}": {
      of: "lambda:CreateFunction Tags{key}",
      kind: "text",
    },
    "tags{value}": {
      of: "lambda:CreateFunction Tags{value}",
      kind: "text",
    },
    timeout: {
      of: "lambda:CreateFunction Timeout",
      kind: "whole",
      min: 1,
    },
    "tracingConfig.mode": {
      of: "lambda:CreateFunction TracingConfig.Mode",
      kind: "text",
      oneOf: ["Active", "PassThrough"],
    },
    "vpcConfig.securityGroupIds": {
      of: "lambda:CreateFunction VpcConfig.SecurityGroupIds",
      kind: "list",
      max: 5,
    },
    "vpcConfig.securityGroupIds[]": {
      of: "lambda:CreateFunction VpcConfig.SecurityGroupIds[]",
      kind: "text",
    },
    "vpcConfig.subnetIds": {
      of: "lambda:CreateFunction VpcConfig.SubnetIds",
      kind: "list",
      max: 16,
    },
    "vpcConfig.subnetIds[]": {
      of: "lambda:CreateFunction VpcConfig.SubnetIds[]",
      kind: "text",
    },
  },
  "aws:lambda/permission:Permission": {
    action: {
      of: "lambda:AddPermission Action",
      kind: "text",
      required: true,
      pattern: "^(?:(lambda:[*]|lambda:[a-zA-Z]+|[*]))$",
    },
    function: {
      of: "lambda:AddPermission FunctionName",
      kind: "text",
      required: true,
      min: 1,
      max: 256,
      pattern:
        "^(?:(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1}:)?(\\d{12}:)?(function:)?([a-zA-Z0-9\\-_\\.]+)(:(\\$LATEST(\\.PUBLISHED)?|[a-zA-Z0-9\\-_]+))?)$",
    },
    principal: {
      of: "lambda:AddPermission Principal",
      kind: "text",
      required: true,
      pattern: "^(?:[^ \\t\\n\\v\\f\\r]+)$",
    },
    principalOrgId: {
      of: "lambda:AddPermission PrincipalOrgID",
      kind: "text",
      min: 12,
      max: 34,
      pattern: "^(?:o-[a-z0-9]{10,32})$",
    },
    qualifier: {
      of: "lambda:AddPermission Qualifier",
      kind: "text",
      min: 1,
      max: 128,
      pattern: "^(?:\\$(LATEST(\\.PUBLISHED)?)|[a-zA-Z0-9\\-_$]+)$",
    },
    sourceAccount: {
      of: "lambda:AddPermission SourceAccount",
      kind: "text",
      max: 12,
      pattern: "^(?:\\d{12})$",
    },
    sourceArn: {
      of: "lambda:AddPermission SourceArn",
      kind: "text",
      pattern:
        "^(?:arn:(aws[a-zA-Z0-9-]*):([a-zA-Z0-9\\-])+:([a-z]{2}(-gov)?-[a-z]+-\\d{1})?:(\\d{12})?:(.*))$",
    },
    statementId: {
      of: "lambda:AddPermission StatementId",
      kind: "text",
      min: 1,
      max: 100,
      pattern: "^(?:([a-zA-Z0-9\\-_]+))$",
    },
  },
  "aws:route53/record:Record": {
    "aliases[].evaluateTargetHealth": {
      of: "route53:ChangeResourceRecordSets ChangeBatch.Changes[].ResourceRecordSet.AliasTarget.EvaluateTargetHealth",
      kind: "boolean",
      required: true,
    },
    "aliases[].name": {
      of: "route53:ChangeResourceRecordSets ChangeBatch.Changes[].ResourceRecordSet.AliasTarget.DNSName",
      kind: "text",
      required: true,
      max: 1024,
    },
    "aliases[].zoneId": {
      of: "route53:ChangeResourceRecordSets ChangeBatch.Changes[].ResourceRecordSet.AliasTarget.HostedZoneId",
      kind: "text",
      required: true,
      max: 32,
    },
    name: {
      of: "route53:ChangeResourceRecordSets ChangeBatch.Changes[].ResourceRecordSet.Name",
      kind: "text",
      required: true,
      max: 1024,
    },
    type: {
      of: "route53:ChangeResourceRecordSets ChangeBatch.Changes[].ResourceRecordSet.Type",
      kind: "text",
      required: true,
      oneOf: [
        "SOA",
        "A",
        "TXT",
        "NS",
        "CNAME",
        "MX",
        "NAPTR",
        "PTR",
        "SRV",
        "SPF",
        "AAAA",
        "CAA",
        "DS",
        "TLSA",
        "SSHFP",
        "SVCB",
        "HTTPS",
      ],
    },
    zoneId: {
      of: "route53:ChangeResourceRecordSets HostedZoneId",
      kind: "text",
      required: true,
      max: 32,
    },
  },
  "aws:secretsmanager/secret:Secret": {
    description: {
      of: "secretsmanager:CreateSecret Description",
      kind: "text",
      max: 2048,
    },
    kmsKeyId: {
      of: "secretsmanager:CreateSecret KmsKeyId",
      kind: "text",
      max: 2048,
    },
    name: {
      of: "secretsmanager:CreateSecret Name",
      kind: "text",
      min: 1,
      max: 512,
    },
    recoveryWindowInDays: {
      of: "secretsmanager:DeleteSecret RecoveryWindowInDays",
      kind: "whole",
    },
    tags: {
      of: "secretsmanager:CreateSecret Tags",
      kind: "list",
    },
    "tags{key}": {
      of: "secretsmanager:CreateSecret Tags[].Key",
      kind: "text",
      min: 1,
      max: 128,
    },
    "tags{value}": {
      of: "secretsmanager:CreateSecret Tags[].Value",
      kind: "text",
      max: 256,
    },
  },
  "aws:secretsmanager/secretVersion:SecretVersion": {
    secretId: {
      of: "secretsmanager:PutSecretValue SecretId",
      kind: "text",
      required: true,
      min: 1,
      max: 2048,
    },
    secretString: {
      of: "secretsmanager:PutSecretValue SecretString",
      kind: "text",
      min: 1,
      max: 65536,
    },
  },
  "aws:ssm/parameter:Parameter": {
    description: {
      of: "ssm:PutParameter Description",
      kind: "text",
      max: 1024,
    },
    insecureValue: {
      of: "ssm:PutParameter Value",
      kind: "text",
    },
    keyId: {
      of: "ssm:PutParameter KeyId",
      kind: "text",
      min: 1,
      max: 256,
      pattern: "^(?:([a-zA-Z0-9:/_-]+))$",
    },
    name: {
      of: "ssm:PutParameter Name",
      kind: "text",
      min: 1,
      max: 2048,
    },
    tags: {
      of: "ssm:PutParameter Tags",
      kind: "list",
      max: 1000,
    },
    "tags{key}": {
      of: "ssm:PutParameter Tags[].Key",
      kind: "text",
      required: true,
      min: 1,
      max: 128,
      pattern: "^(?:([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*))$",
    },
    "tags{value}": {
      of: "ssm:PutParameter Tags[].Value",
      kind: "text",
      required: true,
      max: 256,
      pattern: "^(?:([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*))$",
    },
    tier: {
      of: "ssm:PutParameter Tier",
      kind: "text",
      oneOf: ["Standard", "Advanced", "Intelligent-Tiering"],
    },
    type: {
      of: "ssm:PutParameter Type",
      kind: "text",
      oneOf: ["String", "StringList", "SecureString"],
    },
    value: {
      of: "ssm:PutParameter Value",
      kind: "text",
    },
  },
  "aws:wafv2/webAclAssociation:WebAclAssociation": {
    resourceArn: {
      of: "wafv2:AssociateWebACL ResourceArn",
      kind: "text",
      required: true,
      min: 20,
      max: 2048,
      pattern: "^(?:.*[^ \\t\\n\\v\\f\\r].*)$",
    },
    webAclArn: {
      of: "wafv2:AssociateWebACL WebACLArn",
      kind: "text",
      required: true,
      min: 20,
      max: 2048,
      pattern: "^(?:.*[^ \\t\\n\\v\\f\\r].*)$",
    },
  },
};
