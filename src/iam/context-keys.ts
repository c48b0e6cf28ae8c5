/** A request, as condition keys look at it. */
export interface RequestFacts {
  /** Milliseconds since 1970. */
  at: number;
  sourceIp: string;
  header(name: string): string | undefined;
  /** Of what came through a VPC endpoint. */
  network?: { vpce: string; vpc: string; sourceIp: string };
  /** Of the AWS service that is asked; API Gateway says nothing of it. */
  region?: string;
}

/** Whoever signs, as condition keys look at them. */
export interface SignerFacts {
  arn: string;
  accountId: string;
  roleArn?: string;
  /** Absent: not known, nor what follows from it. */
  of?: { type: "AssumedRole" | "User" | "Account"; userId: string; userName?: string };
  organisationId?: string;
  /** Tags of the user, or of the role where it is known that its session sets none. */
  tags?: Readonly<Record<string, string>>;
  cognito?: { identityPoolId: string; identityId: string; authenticationType: string };
}

/** One condition key. */
type ContextKey = {
  /** The header that fills it: the caller's own words, so its values are not shown. */
  header?: string;
  isAddress?: true;
  /** The local gateway does not know its value. */
  isRemote?: true;
} & (
  | { of: "request" | "network"; from: (request: RequestFacts) => string | undefined }
  /** `null`: this signer never has it; `undefined`: that is not known. */
  | { of: "signer"; from: (signer: SignerFacts) => string | null | undefined }
);

const ofHeader = (header: string): ContextKey => ({
  of: "request",
  header,
  from: (request) => request.header(header),
});
const ofSigner = (from: (signer: SignerFacts) => string | null | undefined): ContextKey => ({
  ...{ of: "signer", from },
});
const unknown = ofSigner(() => undefined);
/** A key that only sessions of roles have, and not all of them. */
const ofSession = (from: (signer: SignerFacts) => string | undefined): ContextKey =>
  ofSigner((signer) => {
    const isRole = signer.of === undefined || signer.of.type === "AssumedRole";
    return isRole ? from(signer) : null;
  });

/**
 * Each condition key once; one that ends with `/` stands for all that begin so. Those of the signer exist for
 * signed calls only, those of the network on private APIs only, docs/aws-facts.md 5.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-resource-policies-aws-condition-keys.html
 */
export const contextKeys: Readonly<Record<string, ContextKey>> = {
  "aws:CurrentTime": {
    ...{ of: "request", from: ({ at }) => `${new Date(at).toISOString().slice(0, 19)}Z` },
  },
  "aws:EpochTime": { of: "request", from: ({ at }) => String(Math.floor(at / 1000)) },
  // The laptop stands for HTTPS: what AWS would see.
  "aws:SecureTransport": { of: "request", from: () => "true" },
  "aws:SourceIp": { of: "request", from: ({ sourceIp }) => sourceIp, isAddress: true },
  "aws:UserAgent": ofHeader("user-agent"),
  "aws:Referer": ofHeader("referer"),
  "aws:RequestedRegion": { of: "request", from: ({ region }) => region, isRemote: true },
  "aws:ViaAWSService": {
    ...{ of: "request", from: ({ region }) => region && "false", isRemote: true },
  },
  "aws:SourceVpce": { of: "network", from: ({ network }) => network?.vpce },
  "aws:SourceVpc": { of: "network", from: ({ network }) => network?.vpc, isRemote: true },
  "aws:VpcSourceIp": {
    ...{ of: "network", from: ({ network }) => network?.sourceIp, isAddress: true, isRemote: true },
  },
  "aws:PrincipalArn": ofSigner(({ arn, roleArn }) => roleArn ?? arn),
  "aws:PrincipalAccount": ofSigner(({ accountId }) => accountId),
  "aws:PrincipalType": ofSigner(({ of }) => of?.type),
  "aws:PrincipalIsAWSService": ofSigner(() => "false"),
  "aws:PrincipalOrgID": ofSigner(({ organisationId }) => organisationId),
  "aws:PrincipalOrgPaths": unknown,
  "aws:PrincipalServiceName": ofSigner(() => null),
  "aws:PrincipalServiceNamesList": ofSigner(() => null),
  "aws:PrincipalTag/": unknown,
  "aws:userid": ofSigner(({ of }) => of?.userId),
  "aws:username": ofSigner(({ of }) => of && (of.userName ?? null)),
  "aws:FederatedProvider": ofSession(() => undefined),
  "aws:SourceIdentity": ofSession(() => undefined),
  "aws:MultiFactorAuthAge": unknown,
  "aws:MultiFactorAuthPresent": unknown,
  "aws:TokenIssueTime": unknown,
  "cognito-identity.amazonaws.com:aud": ofSession(({ cognito }) => cognito?.identityPoolId),
  "cognito-identity.amazonaws.com:sub": ofSession(({ cognito }) => cognito?.identityId),
  "cognito-identity.amazonaws.com:amr": ofSession(({ cognito }) => cognito?.authenticationType),
};

const byName = new Map(
  Object.entries(contextKeys).map(([name, key]) => [name.toLowerCase(), key] as const),
);

/** What is known of a condition key; case does not count. */
export function contextKey(name: string): ContextKey | undefined {
  const lower = name.toLowerCase();
  return byName.get(lower) ?? byName.get(lower.slice(0, lower.indexOf("/") + 1));
}

/** Whether a text, a policy's, names a key of whoever signs. */
export function namesSignerKey(text: string): boolean {
  const lower = text.toLowerCase();
  return [...byName].some(([name, key]) => key.of === "signer" && lower.includes(name));
}

/** The condition keys of a request, in small letters. */
export function requestKeys(request: RequestFacts): Record<string, string> {
  const keys = [...byName].map(
    ([name, key]) => [name, key.of === "signer" ? undefined : key.from(request)] as const,
  );
  return given(Object.fromEntries(keys));
}

/** Those of these keys that have a value. */
export function given(keys: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const entries = Object.entries(keys);
  return Object.fromEntries(entries.filter((one): one is [string, string] => one[1] !== undefined));
}

/** The condition keys that a signer is known to have, in small letters; `undefined`: known not to have. */
export function signerKeys(signer: SignerFacts): Record<string, string | undefined> {
  const keys: Record<string, string | undefined> = {};
  for (const [name, key] of byName) {
    const value = key.of === "signer" ? key.from(signer) : undefined;
    if (value !== undefined) keys[name] = value ?? undefined;
  }
  for (const [name, value] of Object.entries(signer.tags ?? {}))
    keys[`aws:principaltag/${name.toLowerCase()}`] = value;
  return keys;
}
