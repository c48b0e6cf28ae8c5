import type * as pulumi from "@pulumi/pulumi";
import type { IdentityPoolArgs } from "@pulumi/aws/cognito";
import { OpenIdConnectProvider, SamlProvider } from "@pulumi/aws/iam";
import type { IdentityPoolModel } from "../../model";
import { argumentsFor, nameInAws, tagsOf, type ApiContext } from "../context";

type ProviderArguments = Pick<
  IdentityPoolArgs,
  "openidConnectProviderArns" | "samlProviderArns" | "supportedLoginProviders"
>;

/** Names under which Cognito knows the social providers: https://docs.aws.amazon.com/cognito/latest/developerguide/external-identity-providers.html */
const social = {
  google: "accounts.google.com",
  facebook: "graph.facebook.com",
  amazon: "www.amazon.com",
  apple: "appleid.apple.com",
} as const;

/** Registers the OpenID Connect and SAML providers of an identity pool, and names them all to it. */
export function registerProviders(
  context: ApiContext,
  { name, providers }: IdentityPoolModel,
  parent: pulumi.Resource,
): ProviderArguments {
  const { oidc = [], saml = [], ...apps } = providers;
  const oidcArns = oidc.map(({ issuer, clientIds }) => {
    const type = "aws:iam/openIdConnectProvider:OpenIdConnectProvider";
    const logical = `${name}-${new URL(issuer).host.replace(/[^\w.-]/g, "-")}`;
    const args = { url: issuer, clientIdLists: [...clientIds], tags: tagsOf(context) };
    return new OpenIdConnectProvider(
      logical,
      argumentsFor(context, { type, name: logical }, args),
      {
        parent,
      },
    ).arn;
  });
  const samlArns = saml.map((provider) => {
    const type = "aws:iam/samlProvider:SamlProvider";
    const logical = `${name}-${provider.name}`;
    const args = {
      name: nameInAws(context, logical),
      samlMetadataDocument: provider.metadata,
      tags: tagsOf(context),
    };
    return new SamlProvider(logical, argumentsFor(context, { type, name: logical }, args), {
      parent,
    }).arn;
  });
  const logins = Object.entries(apps).flatMap(([word, id]) =>
    id === undefined ? [] : [[social[word as keyof typeof social], id]],
  );
  return {
    ...(oidcArns.length > 0 ? { openidConnectProviderArns: oidcArns } : {}),
    ...(samlArns.length > 0 ? { samlProviderArns: samlArns } : {}),
    ...(logins.length > 0 ? { supportedLoginProviders: Object.fromEntries(logins) } : {}),
  };
}
