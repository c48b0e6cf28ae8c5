/** The parts of an ARN. */
export interface Arn {
  partition: string;
  service: string;
  region: string;
  accountId: string;
  resource: string;
}

/** The parts of an ARN; undefined for other text. */
export function parseArn(text: string | undefined): Arn | undefined {
  const match = /^arn:([^:]+):([^:]+):([^:]*):([^:]*):(.+)$/s.exec(text ?? "");
  if (!match) return undefined;
  const [, partition = "", service = "", region = "", accountId = "", resource = ""] = match;
  return { partition, service, region, accountId, resource };
}

/**
 * The function that an integration's or authorizer's URI names
 * (`arn:aws:apigateway:{region}:lambda:path/2015-03-31/functions/{arn}/invocations`), stage variables unresolved.
 */
export function functionArnOfUri(uri: string | undefined): string | undefined {
  const match =
    /^arn:[^:]+:apigateway:[^:]*:lambda:path\/(?:[^/]*\/)*functions\/([^/]+)\/[a-z-]*invocations$/.exec(
      uri ?? "",
    );
  return match?.[1];
}

/** `arn:…:function:name:alias` as the function's own ARN and the qualifier. */
export function splitFunctionArn(arn: string): { functionArn: string; qualifier?: string } {
  const match = /^(arn:[^:]+:lambda:[^:]*:[^:]*:function:[^:]+):(.+)$/.exec(arn);
  return match ? { functionArn: match[1] ?? arn, qualifier: match[2] ?? "" } : { functionArn: arn };
}
