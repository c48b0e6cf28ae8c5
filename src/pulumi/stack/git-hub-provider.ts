import type * as pulumi from "@pulumi/pulumi";
import { OpenIdConnectProvider } from "@pulumi/aws/iam";
import { argumentsFor, tagsOf, type ApiContext } from "../context";
import { gitHubIssuer } from "../parts/trust";

/** The account's OpenID Connect provider for workflows of GitHub: one for the account, so only on request. */
export function registerGitHubProvider(context: ApiContext, parent: pulumi.Resource): void {
  const name = `${context.model.api}-github`;
  const type = "aws:iam/openIdConnectProvider:OpenIdConnectProvider";
  const args = {
    url: `https://${gitHubIssuer}`,
    clientIdLists: ["sts.amazonaws.com"],
    tags: tagsOf(context),
  };
  new OpenIdConnectProvider(name, argumentsFor(context, { type, name }, args), { parent });
}
