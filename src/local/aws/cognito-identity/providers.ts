import type { IdentityPoolDefinition } from "../../../graph/deployed";
import { textOf, textsByName, textsOf } from "../../../base/values";

/** What an identity pool takes beside tokens of user pools. */
export interface OtherProviders {
  /** ARNs of OpenID Connect providers in IAM. */
  oidc: readonly string[];
  /** ARNs of SAML providers in IAM. */
  saml: readonly string[];
  /** Ids of apps by provider: `accounts.google.com`. */
  social: Readonly<Record<string, string>>;
  /** `login.example.com`: the name under which a back end vouches for its own users. */
  developer: string | undefined;
  /** How many of all these there are. */
  count: number;
}

/** The other providers of an identity pool, from the inputs of its resource. */
export function providersOf({ inputs }: IdentityPoolDefinition): OtherProviders {
  const oidc = textsOf(inputs["openidConnectProviderArns"]);
  const saml = textsOf(inputs["samlProviderArns"]);
  const social = textsByName(inputs["supportedLoginProviders"]);
  const developer = textOf(inputs["developerProviderName"]) || undefined;
  const count =
    oidc.length + saml.length + Object.keys(social).length + (developer === undefined ? 0 : 1);
  return { oidc, saml, social, developer, count };
}
