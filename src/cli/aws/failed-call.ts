import { textOf } from "../../base/values";

/** A call that gave no answer. The message is one sentence and what to do; it holds no secret. */
export class AwsCallError extends Error {
  override readonly name = "AwsCallError";
  /** AWS's word for it: `AccessDenied`. */
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

const signIn =
  "Choose a profile by --profile or AWS_PROFILE (run aws sso login first where it signs in by SSO), or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.";

/** What is said of an error of AWS's SDK by its name, the first that fits. */
const meanings: readonly (readonly [names: RegExp, say: (message: string) => string])[] = [
  [
    /CredentialsProviderError|TokenProviderError/,
    (message) => {
      const profile = process.env["AWS_PROFILE"];
      return `no AWS credentials were found (${message}${profile ? `; AWS_PROFILE is ${profile}` : ""}). ${signIn}`;
    },
  ],
  [
    /^(?:E(?:CONN|NOTFOUND|AI_AGAIN|TIMEDOUT|HOSTUNREACH|NETUNREACH|PIPE|PROTO)|TimeoutError$)|CERT|LEAF_SIGNATURE/,
    (message) =>
      `AWS cannot be reached (${message}). Check the network, the region and AWS_ENDPOINT_URL.`,
  ],
  [/Expired/, () => `the AWS credentials have expired. ${signIn}`],
  [
    /^(?:UnrecognizedClient|InvalidClientTokenId|InvalidSignature|SignatureDoesNotMatch|IncompleteSignature|InvalidAccessKeyId)/,
    (message) => `AWS refuses the credentials (${message}). ${signIn}`,
  ],
  [
    /^(?:AccessDenied|UnauthorizedOperation|NotAuthorized|Forbidden)/,
    (message) =>
      `AWS denies the call (${message}). Allow it in a policy of these credentials, or choose others by --profile or AWS_PROFILE.`,
  ],
];

/** A message without what may hold a secret: the command of a profile, the headers that were signed. */
function withoutSecrets(message: string): string {
  return message
    .replace(/Command failed:.*/s, "its credential_process failed")
    .replace(/(?:The Canonical String|Deserialization error).*/s, "")
    .replace(/\s+/g, " ")
    .trim()
    .replace(/\.$/, "")
    .slice(0, 500);
}

/** What a person is told of an error of AWS's SDK. */
export function failedCall(where: string, error: unknown): AwsCallError {
  const {
    name,
    code: ofNode,
    message,
  } = error as { name: string; code?: unknown; message: string };
  const code = textOf(ofNode) ?? name;
  const why = withoutSecrets(message) || code;
  const [, say] = meanings.find(([names]) => names.test(code)) ?? [];
  return new AwsCallError(code, `${where}: ${say ? say(why) : `${code}: ${why}.`}`);
}
