import { secret } from "./properties";
import type { IdentityContext, IdentityTable } from "./identity";

const arnOf = (context: IdentityContext, kind: string, name: string) => {
  const path = context.inputs.path === undefined ? "/" : context.input("path");
  return `arn:${context.partition}:iam::${context.accountId}:${kind}${path}${name}`;
};

/** Identities of `aws:iam/` resources. */
export const roleIdentities: IdentityTable = {
  "aws:iam/role:Role": (context) => {
    const name = context.named("name");
    return {
      id: name,
      name,
      arn: arnOf(context, "role", name),
      uniqueId: `AROA${context.id("upper", 17)}`,
      createDate: "2026-01-01T00:00:00Z",
    };
  },
  "aws:iam/policy:Policy": (context) => {
    const name = context.named("name");
    const arn = arnOf(context, "policy", name);
    return { id: arn, arn, name, policyId: `ANPA${context.id("upper", 17)}` };
  },
  "aws:iam/rolePolicy:RolePolicy": (context) => {
    const name = context.named("name");
    return { id: `${context.input("role")}:${name}`, name };
  },
  "aws:iam/user:User": (context) => {
    const name = context.named("name");
    const arn = arnOf(context, "user", name);
    return { id: name, name, arn, uniqueId: `AIDA${context.id("upper", 17)}` };
  },
  "aws:iam/userPolicy:UserPolicy": (context) => {
    const name = context.named("name");
    return { id: `${context.input("user")}:${name}`, name };
  },
  "aws:iam/group:Group": (context) => {
    const name = context.named("name");
    const arn = arnOf(context, "group", name);
    return { id: name, name, arn, uniqueId: `AGPA${context.id("upper", 17)}` };
  },
  "aws:iam/accessKey:AccessKey": (context) => ({
    id: `AKIA${context.id("upper", 16)}`,
    secret: secret(context.secret(40)),
    createDate: "2026-01-01T00:00:00Z",
  }),
  "aws:iam/instanceProfile:InstanceProfile": (context) => {
    const name = context.named("name");
    return { id: name, name, arn: arnOf(context, "instance-profile", name) };
  },
  "aws:iam/openIdConnectProvider:OpenIdConnectProvider": (context) => {
    const host = context.input("url").replace(/^https?:\/\//, "");
    const arn = `arn:${context.partition}:iam::${context.accountId}:oidc-provider/${host}`;
    return { id: arn, arn };
  },
  "aws:iam/samlProvider:SamlProvider": (context) => {
    const arn = `arn:${context.partition}:iam::${context.accountId}:saml-provider/${context.named("name")}`;
    return { id: arn, arn };
  },
};
