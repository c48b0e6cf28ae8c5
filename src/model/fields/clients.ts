import { check, listOfOnce, object, text, whole, type Check } from "./check";

const pageUrl = text({
  code: "field-value",
  expected: "a whole address with https://, or http://localhost, without #",
  mend: 'Write, for instance, "https://example.com/signed-in".',
  // An app's own scheme, too: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPoolClient.html
  pattern:
    /^(?:https:\/\/[^\s#*]+|http:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?(?:[/?][^\s#*]*)?|(?!(?:http|javascript|data|vbscript|file|blob):)[a-z][a-z0-9+.-]*:\/\/[^\s#*]+)$/,
});

const filled = (what: string): Check =>
  check({
    code: "field-value",
    expected: `at least one ${what}`,
    mend: "Write one, or take the field out.",
    ok: (value) => !Array.isArray(value) || value.length > 0,
  });

/** The sign-in page of a client. That its scopes are the pool's is a separate rule. */
export const signInPage: Check = object(
  {
    callbackUrls: (value, at) => [
      ...filled("address")(value, at),
      ...listOfOnce(pageUrl, { what: "addresses" })(value, at),
    ],
    logoutUrls: listOfOnce(pageUrl, { what: "addresses" }),
    scopes: (value, at) => [
      ...filled("scope")(value, at),
      ...listOfOnce(
        text({
          code: "scope-unknown",
          expected: "the name of a scope",
          mend: "Write one of the pool's scopes.",
          pattern: /^\S+$/,
        }),
        { code: "scope-unknown", what: "scopes" },
      )(value, at),
    ],
  },
  ["callbackUrls"],
);

const minutes = whole(
  { min: 5, max: 1440 },
  { code: "field-value", mend: "Cognito takes 5 minutes to a day." },
);

/** How long tokens hold: https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-tokens-with-identity-providers.html */
export const tokens: Check = object({
  idMinutes: minutes,
  accessMinutes: minutes,
  refreshDays: whole(
    { min: 1, max: 3650 },
    { code: "field-value", mend: "Cognito takes a day to ten years." },
  ),
  rotateRefreshTokens: flag,
});

/** True or false. */
export function flag(value: unknown, at: string): ReturnType<Check> {
  return check({
    code: "field-value",
    expected: "true or false",
    mend: "Write one of the two.",
    ok: (given) => typeof given === "boolean",
  })(value, at);
}

/** What a password must have: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_PasswordPolicyType.html */
export const passwordPolicy: Check = object({
  minimumLength: whole(
    { min: 6, max: 99 },
    { code: "field-value", mend: "Cognito takes 6 to 99 characters." },
  ),
  requireLowercase: flag,
  requireUppercase: flag,
  requireNumbers: flag,
  requireSymbols: flag,
  temporaryPasswordValidityDays: whole(
    { min: 1, max: 365 },
    { code: "field-value", mend: "Cognito takes 1 to 365 days." },
  ),
});
