import type { IdentityTable } from "./identity";

/** Identities of the resources that people put beside an API. */
export const otherIdentities: IdentityTable = {
  "aws:cloudwatch/logGroup:LogGroup": (context) => {
    const name = context.named("name");
    return { id: name, name, arn: context.arn("logs", `log-group:${name}`) };
  },
  "aws:dynamodb/table:Table": (context) => {
    const name = context.named("name");
    const arn = context.arn("dynamodb", `table/${name}`);
    const streams = context.inputs.streamEnabled === true;
    return {
      id: name,
      name,
      arn,
      ...(streams ? { streamArn: `${arn}/stream/2026-01-01T00:00:00.000` } : {}),
    };
  },
  "aws:sqs/queue:Queue": (context) => {
    const name = context.named("name");
    const url = `https://sqs.${context.region}.${context.dnsSuffix}/${context.accountId}/${name}`;
    return { id: url, url, name, arn: context.arn("sqs", name) };
  },
  "aws:sns/topic:Topic": (context) => {
    const name = context.named("name");
    return { id: context.arn("sns", name), arn: context.arn("sns", name), name };
  },
  "aws:s3/bucket:Bucket": (context) => bucket(context.named("bucket"), context.partition),
  "aws:s3/bucketV2:BucketV2": (context) => bucket(context.named("bucket"), context.partition),
  "aws:secretsmanager/secret:Secret": (context) => {
    const name = context.named("name");
    const arn = context.arn("secretsmanager", `secret:${name}-${context.id("mixed", 6)}`);
    return { id: arn, arn, name };
  },
  "aws:ssm/parameter:Parameter": (context) => {
    const name = context.named("name");
    const arn = context.arn("ssm", `parameter${name.startsWith("/") ? "" : "/"}${name}`);
    return { id: name, name, arn, version: 1 };
  },
  "aws:kms/key:Key": (context) => {
    const id = context.uuid();
    return { id, keyId: id, arn: context.arn("kms", `key/${id}`) };
  },
  "aws:ec2/vpc:Vpc": (context) => vpcPart("vpc", context.id("hex", 17)),
  "aws:ec2/subnet:Subnet": (context) => vpcPart("subnet", context.id("hex", 17)),
  "aws:ec2/securityGroup:SecurityGroup": (context) => ({
    ...vpcPart("sg", context.id("hex", 17)),
    name: context.named("name"),
  }),
  "aws:ec2/vpcEndpoint:VpcEndpoint": (context) => vpcPart("vpce", context.id("hex", 17)),
};

function bucket(name: string, partition: string) {
  return { id: name, bucket: name, arn: `arn:${partition}:s3:::${name}` };
}

const vpcPart = (prefix: string, digits: string) => ({ id: `${prefix}-${digits}` });
