import { secret } from "./properties";
import type { IdentityTable } from "./identity";

/** Identities of `aws:cognito/` resources. */
export const cognitoIdentities: IdentityTable = {
  "aws:cognito/userPool:UserPool": (context) => {
    const id = `${context.region}_${context.id("mixed", 9)}`;
    return {
      id,
      arn: context.arn("cognito-idp", `userpool/${id}`),
      endpoint: `cognito-idp.${context.region}.${context.dnsSuffix}/${id}`,
      name: context.named("name"),
      creationDate: "2026-01-01T00:00:00Z",
      lastModifiedDate: "2026-01-01T00:00:00Z",
    };
  },
  "aws:cognito/userPoolClient:UserPoolClient": (context) => ({
    id: context.id("lower", 26),
    name: context.named("name"),
    ...(context.inputs.generateSecret === true ? { clientSecret: secret(context.secret(51)) } : {}),
  }),
  "aws:cognito/userPoolDomain:UserPoolDomain": (context) => ({
    id: context.input("domain"),
    cloudfrontDistribution: `d${context.id("lower", 13)}.cloudfront.net`,
    cloudfrontDistributionZoneId: "Z2FDTNDATAQYW2",
    version: "20260101000000",
  }),
  "aws:cognito/resourceServer:ResourceServer": (context) => {
    const identifier = context.input("identifier");
    const scopes = Array.isArray(context.inputs.scopes) ? context.inputs.scopes : [];
    return {
      id: `${context.input("userPoolId")}|${identifier}`,
      scopeIdentifiers: scopes.map((scope) => `${identifier}/${scope.scopeName}`),
    };
  },
  "aws:cognito/userGroup:UserGroup": (context) => {
    const name = context.named("name");
    return { id: `${context.input("userPoolId")}/${name}`, name };
  },
  "aws:cognito/identityPool:IdentityPool": (context) => {
    const id = `${context.region}:${context.uuid()}`;
    return { id, arn: context.arn("cognito-identity", `identitypool/${id}`) };
  },
  "aws:cognito/identityPoolRoleAttachment:IdentityPoolRoleAttachment": (context) => ({
    id: context.input("identityPoolId"),
  }),
};
