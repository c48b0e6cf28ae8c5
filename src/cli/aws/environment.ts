/** What signs calls of AWS. */
export interface AwsKeys {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** The credentials of the environment, as the SDKs read them; undefined where there are none. */
export function keysOf(env: Environment): AwsKeys | undefined {
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } = env;
  if (!AWS_ACCESS_KEY_ID || !AWS_SECRET_ACCESS_KEY) return undefined;
  return {
    accessKeyId: AWS_ACCESS_KEY_ID,
    secretAccessKey: AWS_SECRET_ACCESS_KEY,
    ...(AWS_SESSION_TOKEN && { sessionToken: AWS_SESSION_TOKEN }),
  };
}

/** What is said where credentials are missing. */
export const missingKeys =
  'AWS credentials are missing: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, and AWS_SESSION_TOKEN for temporary ones, for example by: eval "$(aws configure export-credentials --format env)".';

/** The services that are called: how a variable names them, and how a signature and a host do. */
export const services = {
  apigateway: "API_GATEWAY",
  iam: "IAM",
  lambda: "LAMBDA",
  sts: "STS",
  "cognito-idp": "COGNITO_IDENTITY_PROVIDER",
  "cognito-identity": "COGNITO_IDENTITY",
} as const;

export type ServiceName = keyof typeof services;

/** Where a service is called, and for which region a signature is made. */
export interface ServicePlace {
  origin: string;
  region: string;
}

const suffixes: readonly (readonly [start: string, suffix: string, iamRegion: string])[] = [
  ["cn-", "amazonaws.com.cn", "cn-north-1"],
  ["us-gov-", "amazonaws.com", "us-gov-west-1"],
  ["", "amazonaws.com", "us-east-1"],
];

/**
 * The address of a service in a region, or the one that AWS_ENDPOINT_URL_<SERVICE> or AWS_ENDPOINT_URL names.
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
 */
export function placeOf(service: ServiceName, region: string, env: Environment): ServicePlace {
  const [, suffix, iamRegion] = suffixes.find(([start]) => region.startsWith(start))!;
  const signed = service === "iam" ? iamRegion : region;
  const named = env[`AWS_ENDPOINT_URL_${services[service]}`] || env["AWS_ENDPOINT_URL"];
  if (named) return { origin: new URL(named).origin, region: signed };
  if (service !== "iam")
    return { origin: `https://${service}.${region}.${suffix}`, region: signed };
  const host = region.startsWith("cn-")
    ? `iam.cn-north-1.${suffix}`
    : region.startsWith("us-gov-")
      ? "iam.us-gov.amazonaws.com"
      : "iam.amazonaws.com";
  return { origin: `https://${host}`, region: signed };
}
