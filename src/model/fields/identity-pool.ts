import { check, listOfOnce, object, text, type Check } from "./check";

const clientId = text({
  code: "field-value",
  expected: "a client id",
  mend: "Copy it from the provider's console.",
  pattern: /^\S+$/,
});

const oidc = object(
  {
    issuer: text({
      code: "provider-issuer",
      expected:
        "an issuer: https://, or http://127.0.0.1 or http://localhost for one on the laptop, without query",
      mend: "Write what `iss` of its tokens says.",
      pattern:
        /^(?:https:\/\/[^\s?#]+|http:\/\/(?:127\.0\.0\.1|localhost)(?::\d+)?(?:\/[^\s?#]*)?)$/,
    }),
    clientIds: (value, at) => [
      ...check({
        code: "field-value",
        expected: "at least one client id",
        mend: "Whoever has a token for any app of the provider would be allowed.",
        ok: (given) => !Array.isArray(given) || given.length > 0,
      })(value, at),
      ...listOfOnce(clientId, { what: "client ids" })(value, at),
    ],
  },
  ["issuer", "clientIds"],
);

const saml = object(
  {
    name: text({
      code: "field-value",
      expected: "1 to 128 letters, digits, dots, hyphens and underscores",
      mend: "Choose another name.",
      pattern: /^[\w.-]{1,128}$/,
    }),
    metadata: text({
      code: "field-value",
      expected: "an XML document of 1,000 characters or more",
      mend: 'Read the file: readFileSync("saml.xml", "utf8").',
      // https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateSAMLProvider.html
      pattern: /^\s*<[\s\S]{998,}$/,
    }),
  },
  ["name", "metadata"],
);

/** Providers beside the user pools. */
export const providers: Check = object({
  oidc: listOfOnce(oidc, {
    what: "providers: { issuer, clientIds }",
    same: (value) => (value as { issuer?: unknown } | null)?.issuer,
  }),
  saml: listOfOnce(saml, {
    what: "providers: { name, metadata }",
    same: (value) => (value as { name?: unknown } | null)?.name,
  }),
  google: clientId,
  facebook: clientId,
  amazon: clientId,
  apple: clientId,
});
