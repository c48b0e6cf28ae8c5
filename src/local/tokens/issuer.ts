import { dnsSuffix, partitionOf } from "../../base/partition";

/** Name of a user pool as a provider: `cognito-idp.<region>.amazonaws.com/<pool>`. */
export function providerName(region: string, poolId: string): string {
  return `cognito-idp.${region}.${dnsSuffix(partitionOf(region))}/${poolId}`;
}

/** The `iss` of a user pool's tokens. */
export function issuerOf(region: string, poolId: string): string {
  return `https://${providerName(region, poolId)}`;
}

/** Region and id of a user pool's ARN, `arn:aws:cognito-idp:<region>:<account>:userpool/<id>`. */
export function poolOfArn(arn: string): { region: string; id: string } | undefined {
  const match = /^arn:[^:]+:cognito-idp:([^:]+):[^:]*:userpool\/(.+)$/.exec(arn);
  return match?.[1] && match[2] ? { region: match[1], id: match[2] } : undefined;
}
