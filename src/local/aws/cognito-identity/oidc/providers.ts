import type { Deployed } from "../../../../graph/deployed";
import { types } from "../../../../graph/types";
import { recordOf, reveal, textOf, textsOf } from "../../../../base/values";

/** An OpenID Connect provider that the graph registers in IAM. */
export interface OidcProvider {
  arn: string;
  /** `iss` of its tokens: `https://login.example.com`. */
  issuer: string;
  /** The issuer without its scheme, as `Logins` and condition keys name it. */
  name: string;
  /** Values of `aud` that are accepted. */
  clientIds: readonly string[];
}

/** The OpenID Connect providers of a graph. */
export function oidcProviders({ graph, accountId, partition }: Deployed): readonly OidcProvider[] {
  return graph.flatMap((resource) => {
    if (resource.type !== types.openIdConnectProvider) return [];
    const inputs = recordOf(reveal(resource.inputs));
    const url = textOf(inputs["url"]);
    if (url === undefined) return [];
    const issuer = (url.includes("://") ? url : `https://${url}`).replace(/\/$/, "");
    const name = issuer.replace(/^https?:\/\//, "");
    const arn =
      textOf(recordOf(reveal(resource.outputs))["arn"]) ??
      `arn:${partition}:iam::${accountId}:oidc-provider/${name}`;
    return [{ arn, issuer, name, clientIds: textsOf(inputs["clientIdLists"]) }];
  });
}
