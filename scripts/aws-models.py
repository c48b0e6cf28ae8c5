#!/usr/bin/env python3
"""Writes src/graph/refused/aws-model/members.json from AWS's own service models.

    pip install botocore && python3 scripts/aws-models.py

Only needed to make the file again, after a new input of a resource or a newer botocore. Each input of a
resource is named as the Pulumi provider names it, and beside it the member of the operation's request that
the provider fills with it: `a.b` is a member of a member, `[]` an item of a list, `{key}` and `{value}` of a map.
"""

import json
import re
import sys
from pathlib import Path

import botocore
import botocore.session

OUT = Path(__file__).parent.parent / "src/graph/refused/aws-model/members.json"


def tag_list(member="Tags", service=None):
    prefix = f"{service}:" if service else ""
    return {
        "tags": f"{prefix}{member}",
        "tags{key}": f"{prefix}{member}[].Key",
        "tags{value}": f"{prefix}{member}[].Value",
    }


def tag_map(member):
    return {"tags": member, "tags{key}": member + "{key}", "tags{value}": member + "{value}"}


HOOKS = ["preSignUp", "customMessage", "postConfirmation", "preAuthentication", "postAuthentication",
         "defineAuthChallenge", "createAuthChallenge", "verifyAuthChallengeResponse", "preTokenGeneration",
         "userMigration"]

# Type of resource → operation → input → member.
INPUTS = {
    "aws:apigateway/account:Account": {},
    "aws:apigateway/apiKey:ApiKey": {
        "apigateway:CreateApiKey": {
            "name": "name", "description": "description", "value": "value", "enabled": "enabled",
            "customerId": "customerId", **tag_map("tags"),
        },
    },
    "aws:apigateway/basePathMapping:BasePathMapping": {
        "apigateway:CreateBasePathMapping": {
            "domainName": "domainName", "basePath": "basePath", "restApi": "restApiId", "stageName": "stage",
        },
    },
    "aws:apigateway/deployment:Deployment": {
        "apigateway:CreateDeployment": {"restApi": "restApiId", "description": "description"},
    },
    "aws:apigateway/domainName:DomainName": {
        "apigateway:CreateDomainName": {
            "domainName": "domainName", "regionalCertificateArn": "regionalCertificateArn",
            "certificateArn": "certificateArn", "endpointConfiguration.types": "endpointConfiguration.types",
            "endpointConfiguration.types[]": "endpointConfiguration.types[]",
            "securityPolicy": "securityPolicy", "routingMode": "routingMode",
            "endpointConfiguration.ipAddressType": "endpointConfiguration.ipAddressType",
            "mutualTlsAuthentication.truststoreUri": "mutualTlsAuthentication.truststoreUri",
            "mutualTlsAuthentication.truststoreVersion": "mutualTlsAuthentication.truststoreVersion",
            **tag_map("tags"),
        },
    },
    "aws:apigateway/methodSettings:MethodSettings": {
        "apigateway:UpdateStage": {"restApi": "restApiId", "stageName": "stageName"},
    },
    "aws:apigateway/restApi:RestApi": {
        "apigateway:CreateRestApi": {
            "name?": "name", "description": "description", "binaryMediaTypes": "binaryMediaTypes",
            "binaryMediaTypes[]": "binaryMediaTypes[]", "minimumCompressionSize": "minimumCompressionSize",
            "apiKeySource": "apiKeySource", "policy": "policy", "securityPolicy": "securityPolicy",
            "disableExecuteApiEndpoint": "disableExecuteApiEndpoint",
            "endpointConfiguration.types": "endpointConfiguration.types",
            "endpointConfiguration.types[]": "endpointConfiguration.types[]",
            "endpointConfiguration.ipAddressType": "endpointConfiguration.ipAddressType",
            "endpointConfiguration.vpcEndpointIds": "endpointConfiguration.vpcEndpointIds",
            "endpointConfiguration.vpcEndpointIds[]": "endpointConfiguration.vpcEndpointIds[]",
            **tag_map("tags"),
        },
        "apigateway:ImportRestApi": {"body?": "body", "failOnWarnings": "failOnWarnings"},
    },
    "aws:apigateway/stage:Stage": {
        "apigateway:CreateStage": {
            "restApi": "restApiId", "stageName": "stageName", "deployment": "deploymentId",
            "description": "description", "cacheClusterEnabled": "cacheClusterEnabled",
            "cacheClusterSize": "cacheClusterSize", "variables": "variables", "variables{key}": "variables{key}",
            "variables{value}": "variables{value}", "xrayTracingEnabled": "tracingEnabled",
            "canarySettings.percentTraffic": "canarySettings.percentTraffic",
            "canarySettings.deploymentId": "canarySettings.deploymentId",
            "canarySettings.stageVariableOverrides": "canarySettings.stageVariableOverrides",
            "canarySettings.stageVariableOverrides{key}": "canarySettings.stageVariableOverrides{key}",
            "canarySettings.stageVariableOverrides{value}": "canarySettings.stageVariableOverrides{value}",
            **tag_map("tags"),
        },
    },
    "aws:apigateway/usagePlan:UsagePlan": {
        "apigateway:CreateUsagePlan": {
            "name?": "name", "description": "description", "apiStages": "apiStages",
            "apiStages[].apiId": "apiStages[].apiId", "apiStages[].stage": "apiStages[].stage",
            "quotaSettings.limit": "quota.limit", "quotaSettings.offset": "quota.offset",
            "quotaSettings.period": "quota.period", "throttleSettings.burstLimit": "throttle.burstLimit",
            "throttleSettings.rateLimit": "throttle.rateLimit", **tag_map("tags"),
        },
    },
    "aws:apigateway/usagePlanKey:UsagePlanKey": {
        "apigateway:CreateUsagePlanKey": {"keyId": "keyId", "keyType": "keyType", "usagePlanId": "usagePlanId"},
    },
    "aws:cloudwatch/logGroup:LogGroup": {
        "logs:CreateLogGroup": {
            "name?": "logGroupName", "kmsKeyId": "kmsKeyId", "logGroupClass": "logGroupClass", **tag_map("tags"),
        },
        "logs:PutRetentionPolicy": {"retentionInDays?": "retentionInDays"},
    },
    "aws:cognito/identityPool:IdentityPool": {
        "cognito-identity:CreateIdentityPool": {
            "identityPoolName": "IdentityPoolName", "allowClassicFlow": "AllowClassicFlow",
            "allowUnauthenticatedIdentities?": "AllowUnauthenticatedIdentities",
            "supportedLoginProviders": "SupportedLoginProviders",
            "supportedLoginProviders{key}": "SupportedLoginProviders{key}",
            "supportedLoginProviders{value}": "SupportedLoginProviders{value}",
            "developerProviderName": "DeveloperProviderName",
            "openidConnectProviderArns": "OpenIdConnectProviderARNs",
            "openidConnectProviderArns[]": "OpenIdConnectProviderARNs[]",
            "samlProviderArns": "SamlProviderARNs", "samlProviderArns[]": "SamlProviderARNs[]",
            "cognitoIdentityProviders": "CognitoIdentityProviders",
            "cognitoIdentityProviders[].clientId": "CognitoIdentityProviders[].ClientId",
            "cognitoIdentityProviders[].providerName": "CognitoIdentityProviders[].ProviderName",
            "cognitoIdentityProviders[].serverSideTokenCheck": "CognitoIdentityProviders[].ServerSideTokenCheck",
            **tag_map("IdentityPoolTags"),
        },
    },
    "aws:cognito/identityPoolRoleAttachment:IdentityPoolRoleAttachment": {
        "cognito-identity:SetIdentityPoolRoles": {
            "identityPoolId": "IdentityPoolId", "roles": "Roles", "roles{key}": "Roles{key}",
            "roles{value}": "Roles{value}", "roleMappings": "RoleMappings",
            "roleMappings[].identityProvider": "RoleMappings{key}",
            "roleMappings[].type": "RoleMappings{value}.Type",
            "roleMappings[].ambiguousRoleResolution": "RoleMappings{value}.AmbiguousRoleResolution",
        },
    },
    "aws:cognito/resourceServer:ResourceServer": {
        "cognito-idp:CreateResourceServer": {
            "identifier": "Identifier", "name?": "Name", "userPoolId": "UserPoolId", "scopes": "Scopes",
            "scopes[].scopeName": "Scopes[].ScopeName", "scopes[].scopeDescription": "Scopes[].ScopeDescription",
        },
    },
    "aws:cognito/userGroup:UserGroup": {
        "cognito-idp:CreateGroup": {
            "name?": "GroupName", "userPoolId": "UserPoolId", "description": "Description",
            "precedence": "Precedence", "roleArn": "RoleArn",
        },
    },
    "aws:cognito/userPool:UserPool": {
        "cognito-idp:CreateUserPool": {
            "name?": "PoolName", "deletionProtection": "DeletionProtection", "mfaConfiguration": "MfaConfiguration",
            "aliasAttributes[]": "AliasAttributes[]",
            "autoVerifiedAttributes": "AutoVerifiedAttributes",
            "autoVerifiedAttributes[]": "AutoVerifiedAttributes[]",
            "usernameAttributes": "UsernameAttributes", "usernameAttributes[]": "UsernameAttributes[]",
            "usernameConfiguration.caseSensitive": "UsernameConfiguration.CaseSensitive",
            "userAttributeUpdateSettings.attributesRequireVerificationBeforeUpdates":
                "UserAttributeUpdateSettings.AttributesRequireVerificationBeforeUpdate",
            "userAttributeUpdateSettings.attributesRequireVerificationBeforeUpdates[]":
                "UserAttributeUpdateSettings.AttributesRequireVerificationBeforeUpdate[]",
            "adminCreateUserConfig.allowAdminCreateUserOnly": "AdminCreateUserConfig.AllowAdminCreateUserOnly",
            "accountRecoverySetting.recoveryMechanisms": "AccountRecoverySetting.RecoveryMechanisms",
            "accountRecoverySetting.recoveryMechanisms[].name": "AccountRecoverySetting.RecoveryMechanisms[].Name",
            "accountRecoverySetting.recoveryMechanisms[].priority":
                "AccountRecoverySetting.RecoveryMechanisms[].Priority",
            **{f"passwordPolicy.{name[0].lower()}{name[1:]}": f"Policies.PasswordPolicy.{name}" for name in [
                "MinimumLength", "RequireLowercase", "RequireUppercase", "RequireNumbers", "RequireSymbols",
                "TemporaryPasswordValidityDays", "PasswordHistorySize"]},
            "smsConfiguration.externalId": "SmsConfiguration.ExternalId",
            "smsConfiguration.snsCallerArn": "SmsConfiguration.SnsCallerArn",
            "smsConfiguration.snsRegion": "SmsConfiguration.SnsRegion",
            "smsVerificationMessage": "SmsVerificationMessage",
            "smsAuthenticationMessage": "SmsAuthenticationMessage",
            "emailVerificationSubject": "EmailVerificationSubject",
            "userPoolTier": "UserPoolTier",
            "lambdaConfig.preTokenGenerationConfig.lambdaArn": "LambdaConfig.PreTokenGenerationConfig.LambdaArn",
            "lambdaConfig.preTokenGenerationConfig.lambdaVersion":
                "LambdaConfig.PreTokenGenerationConfig.LambdaVersion",
            **{f"lambdaConfig.{hook}": f"LambdaConfig.{hook[0].upper()}{hook[1:]}" for hook in HOOKS},
            **tag_map("UserPoolTags"),
        },
        "cognito-idp:SetUserPoolMfaConfig": {
            "softwareTokenMfaConfiguration.enabled": "SoftwareTokenMfaConfiguration.Enabled",
        },
    },
    "aws:cognito/userPoolClient:UserPoolClient": {
        "cognito-idp:CreateUserPoolClient": {
            "name?": "ClientName", "userPoolId": "UserPoolId", "generateSecret": "GenerateSecret",
            "accessTokenValidity": "AccessTokenValidity", "idTokenValidity": "IdTokenValidity",
            "refreshTokenValidity": "RefreshTokenValidity",
            "tokenValidityUnits.accessToken": "TokenValidityUnits.AccessToken",
            "tokenValidityUnits.idToken": "TokenValidityUnits.IdToken",
            "tokenValidityUnits.refreshToken": "TokenValidityUnits.RefreshToken",
            "explicitAuthFlows": "ExplicitAuthFlows", "explicitAuthFlows[]": "ExplicitAuthFlows[]",
            "supportedIdentityProviders": "SupportedIdentityProviders",
            "supportedIdentityProviders[]": "SupportedIdentityProviders[]",
            "callbackUrls": "CallbackURLs", "callbackUrls[]": "CallbackURLs[]",
            "logoutUrls": "LogoutURLs", "logoutUrls[]": "LogoutURLs[]",
            "defaultRedirectUri": "DefaultRedirectURI",
            "allowedOauthFlows": "AllowedOAuthFlows", "allowedOauthFlows[]": "AllowedOAuthFlows[]",
            "allowedOauthScopes": "AllowedOAuthScopes", "allowedOauthScopes[]": "AllowedOAuthScopes[]",
            "allowedOauthFlowsUserPoolClient": "AllowedOAuthFlowsUserPoolClient",
            "preventUserExistenceErrors": "PreventUserExistenceErrors",
            "enableTokenRevocation": "EnableTokenRevocation",
            "enablePropagateAdditionalUserContextData": "EnablePropagateAdditionalUserContextData", "authSessionValidity": "AuthSessionValidity",
            "readAttributes[]": "ReadAttributes[]", "writeAttributes[]": "WriteAttributes[]",
            "refreshTokenRotation.feature": "RefreshTokenRotation.Feature",
            "refreshTokenRotation.retryGracePeriodSeconds": "RefreshTokenRotation.RetryGracePeriodSeconds",
        },
    },
    "aws:cognito/userPoolDomain:UserPoolDomain": {
        "cognito-idp:CreateUserPoolDomain": {"domain": "Domain", "userPoolId": "UserPoolId"},
    },
    "aws:ec2/securityGroup:SecurityGroup": {
        **{f"ec2:AuthorizeSecurityGroup{way.capitalize()}": {
            f"{way}[].protocol": "IpPermissions[].IpProtocol", f"{way}[].fromPort": "IpPermissions[].FromPort",
            f"{way}[].toPort": "IpPermissions[].ToPort",
            f"{way}[].cidrBlocks[]": "IpPermissions[].IpRanges[].CidrIp",
        } for way in ["ingress", "egress"]},
        "ec2:CreateSecurityGroup": {
            "name?": "GroupName", "description?": "Description", "vpcId": "VpcId",
            **tag_list("TagSpecifications[].Tags"),
        },
    },
    "aws:ec2/vpcEndpoint:VpcEndpoint": {
        "ec2:CreateVpcEndpoint": {
            "vpcId": "VpcId", "serviceName": "ServiceName", "vpcEndpointType": "VpcEndpointType",
            "subnetIds": "SubnetIds", "subnetIds[]": "SubnetIds[]", "securityGroupIds": "SecurityGroupIds",
            "securityGroupIds[]": "SecurityGroupIds[]", "privateDnsEnabled": "PrivateDnsEnabled",
            **tag_list("TagSpecifications[].Tags"),
        },
    },
    "aws:iam/openIdConnectProvider:OpenIdConnectProvider": {
        "iam:CreateOpenIDConnectProvider": {
            "url": "Url", "clientIdLists": "ClientIDList", "clientIdLists[]": "ClientIDList[]",
            "thumbprintLists": "ThumbprintList", "thumbprintLists[]": "ThumbprintList[]", **tag_list(),
        },
    },
    "aws:iam/samlProvider:SamlProvider": {
        "iam:CreateSAMLProvider": {"name?": "Name", "samlMetadataDocument": "SAMLMetadataDocument", **tag_list()},
    },
    "aws:iam/policy:Policy": {
        "iam:CreatePolicy": {
            "name?": "PolicyName", "path": "Path", "policy": "PolicyDocument", "description": "Description",
            **tag_list(),
        },
    },
    "aws:iam/role:Role": {
        "iam:CreateRole": {
            "name?": "RoleName", "path": "Path", "assumeRolePolicy": "AssumeRolePolicyDocument",
            "description": "Description", "maxSessionDuration": "MaxSessionDuration",
            "permissionsBoundary": "PermissionsBoundary", **tag_list(),
        },
    },
    "aws:iam/rolePolicy:RolePolicy": {
        "iam:PutRolePolicy": {"role": "RoleName", "name?": "PolicyName", "policy": "PolicyDocument"},
    },
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment": {
        "iam:AttachRolePolicy": {"role": "RoleName", "policyArn": "PolicyArn"},
    },
    "aws:lambda/alias:Alias": {
        "lambda:CreateAlias": {
            "name?": "Name", "description": "Description", "functionName": "FunctionName",
            "functionVersion": "FunctionVersion",
        },
    },
    "aws:lambda/function:Function": {
        "lambda:CreateFunction": {
            "name?": "FunctionName", "description": "Description", "handler": "Handler", "runtime": "Runtime",
            "role": "Role", "timeout": "Timeout", "memorySize": "MemorySize", "packageType": "PackageType",
            "architectures": "Architectures", "architectures[]": "Architectures[]", "layers": "Layers",
            "layers[]": "Layers[]", "environment.variables": "Environment.Variables",
            "environment.variables{key}": "Environment.Variables{key}",
            "vpcConfig.subnetIds": "VpcConfig.SubnetIds", "vpcConfig.subnetIds[]": "VpcConfig.SubnetIds[]",
            "vpcConfig.securityGroupIds": "VpcConfig.SecurityGroupIds",
            "vpcConfig.securityGroupIds[]": "VpcConfig.SecurityGroupIds[]",
            "ephemeralStorage.size": "EphemeralStorage.Size",
            "deadLetterConfig.targetArn": "DeadLetterConfig.TargetArn", "tracingConfig.mode": "TracingConfig.Mode",
            "kmsKeyArn": "KMSKeyArn", "loggingConfig.logGroup": "LoggingConfig.LogGroup",
            "loggingConfig.logFormat": "LoggingConfig.LogFormat", **tag_map("Tags"),
        },
        # -1 is the provider's word for no reservation.
        "lambda:PutFunctionConcurrency": {"reservedConcurrentExecutions?": "ReservedConcurrentExecutions"},
    },
    "aws:lambda/permission:Permission": {
        "lambda:AddPermission": {
            "function": "FunctionName", "statementId?": "StatementId", "action": "Action", "principal": "Principal",
            "sourceArn": "SourceArn", "sourceAccount": "SourceAccount", "qualifier": "Qualifier",
            "principalOrgId": "PrincipalOrgID",
        },
    },
    "aws:route53/record:Record": {
        "route53:ChangeResourceRecordSets": {
            "zoneId": "HostedZoneId", "name": "ChangeBatch.Changes[].ResourceRecordSet.Name",
            "type": "ChangeBatch.Changes[].ResourceRecordSet.Type",
            "aliases[].name": "ChangeBatch.Changes[].ResourceRecordSet.AliasTarget.DNSName",
            "aliases[].zoneId": "ChangeBatch.Changes[].ResourceRecordSet.AliasTarget.HostedZoneId",
            "aliases[].evaluateTargetHealth":
                "ChangeBatch.Changes[].ResourceRecordSet.AliasTarget.EvaluateTargetHealth",
        },
    },
    "aws:secretsmanager/secret:Secret": {
        "secretsmanager:CreateSecret": {
            "name?": "Name", "description": "Description", "kmsKeyId": "KmsKeyId", **tag_list(),
        },
        "secretsmanager:DeleteSecret": {"recoveryWindowInDays": "RecoveryWindowInDays"},
    },
    "aws:secretsmanager/secretVersion:SecretVersion": {
        "secretsmanager:PutSecretValue": {"secretId": "SecretId", "secretString": "SecretString"},
    },
    "aws:ssm/parameter:Parameter": {
        "ssm:PutParameter": {
            "name?": "Name", "description": "Description", "type": "Type", "tier": "Tier", "keyId": "KeyId",
            "value?": "Value", "insecureValue?": "Value", **tag_list(),
        },
    },
    "aws:wafv2/webAclAssociation:WebAclAssociation": {
        "wafv2:AssociateWebACL": {"resourceArn": "ResourceArn", "webAclArn": "WebACLArn"},
    },
}

KINDS = {
    "string": "text", "integer": "whole", "long": "whole", "double": "number", "float": "number",
    "boolean": "boolean", "list": "list", "map": "map", "structure": "object", "blob": "text",
}


def member(shape, path):
    """The shape at a path, and whether what holds it requires it."""
    required = False
    for step in re.findall(r"\{key\}|\{value\}|\[\]|[^.\[\]{}]+", path):
        if step == "[]":
            shape, required = shape.member, False
        elif step == "{key}":
            shape, required = shape.key, False
        elif step == "{value}":
            shape, required = shape.value, False
        else:
            required = step in getattr(shape, "required_members", [])
            shape = shape.members[step]
    return shape, required


def translated(pattern):
    """Java's pattern as one of JavaScript's with the flag u, anchored at both ends."""
    pattern = re.sub(r"^\^|(?<!\\)\$$", "", pattern)
    dot_all = pattern.startswith("(?s)")
    pattern = pattern.removeprefix("(?s)")
    out, in_class, at = "", False, 0
    while at < len(pattern):
        char = pattern[at]
        if char == "\\":
            after = pattern[at + 1]
            at += 2
            if after == "s":
                # Java's \s is ASCII's.
                out += r" \t\n\v\f\r" if in_class else r"[ \t\n\v\f\r]"
            elif after == "S":
                out += r"[^ \t\n\v\f\r]"
            elif after == "-" and not in_class:
                out += "-"
            elif after in "^$\\.*+?()[]{}|/dDwWbBntrfvpPxu" or (after == "-" and in_class):
                out += "\\" + after
            else:
                out += after
            continue
        if char == "[" and not in_class:
            in_class = True
        elif char == "]" and in_class:
            in_class = False
        elif in_class and char == "-" and class_escape_before(out) and pattern[at + 1] != "]":
            # A hyphen behind a range or a class stands for itself, which the flag u does not guess.
            char = r"\-"
        out += char
        at += 1
    body = out.replace(".*", r"[\s\S]*") if dot_all else out
    return f"^(?:{body})$"


def class_escape_before(out):
    """Whether the last thing in a class is the end of a range (`a-z`) or a class of its own (`\\w`)."""
    return bool(re.search(r"(?:\\[wd]|[^\\]-[^\\\]])$", out))


def constraint(service, operation, path, optional):
    shape, required = member(
        SESSION.get_service_model(service).operation_model(operation).input_shape, path
    )
    meta = shape.metadata
    found = {"of": f"{service}:{operation} {path}", "kind": KINDS.get(shape.type_name, "text")}
    if required and not optional:
        found["required"] = True
    for key in ("min", "max"):
        if key in meta and meta[key] is not None and not (key == "min" and meta[key] == 0 and found["kind"] != "whole" and found["kind"] != "number"):
            found[key] = int(meta[key]) if float(meta[key]).is_integer() else meta[key]
    if meta.get("enum"):
        found["oneOf"] = list(meta["enum"])
    if meta.get("pattern"):
        found["pattern"] = translated(meta["pattern"])
    return found


SESSION = botocore.session.get_session()


def main():
    table = {}
    for kind, operations in INPUTS.items():
        rows = {}
        for name, inputs in operations.items():
            service, operation = name.split(":")
            for given, path in inputs.items():
                rows[given.rstrip("?")] = constraint(service, operation, path, given.endswith("?"))
        table[kind] = dict(sorted(rows.items()))
    made = f"Made by scripts/aws-models.py from the service models of botocore {botocore.__version__} (Apache-2.0). Do not edit."
    OUT.write_text(json.dumps({"made": made, "members": table}, indent=2, ensure_ascii=True) + "\n")
    print(f"{OUT}: {sum(map(len, table.values()))} inputs of {len(table)} types", file=sys.stderr)


main()
