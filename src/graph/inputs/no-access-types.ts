const data = "it keeps data; who reads that is not who calls the API";
const messages = "it carries messages; what a message sets off is a separate resource";
const watching = "it watches and counts";
const network = "it is a piece of a network; addresses in policies are compared there";
const made = "it makes a value; where the value is used it is compared";
const files = "it is a file or an image";
const docs = "it documents an API";

const types = (reason: string, names: readonly string[]) =>
  names.map((name) => [name, reason] as const);

/** `aws:` tokens: `sqs/queue` is `aws:sqs/queue:Queue`. */
const ofAws = (reason: string, names: readonly string[]) =>
  types(
    reason,
    names.map((name) => {
      const last = name.split("/").at(-1) ?? "";
      return `aws:${name}:${last.charAt(0).toUpperCase()}${last.slice(1)}`;
    }),
  );

/**
 * Types that carry no endpoint, permission or person of an API, each with the reason. A type that is neither here
 * nor among those whose inputs are listed is not read, and named.
 */
export const noAccessTypes: Readonly<Record<string, string>> = Object.fromEntries([
  ...ofAws(data, [
    "dynamodb/contributorInsights",
    "dynamodb/globalTable",
    "dynamodb/table",
    "dynamodb/tableItem",
    "dynamodb/tableReplica",
    "ebs/volume",
    "efs/fileSystem",
    "efs/mountTarget",
    "elasticache/cluster",
    "elasticache/parameterGroup",
    "elasticache/replicationGroup",
    "elasticache/subnetGroup",
    "kms/alias",
    "kms/key",
    "rds/cluster",
    "rds/clusterInstance",
    "rds/clusterParameterGroup",
    "rds/instance",
    "rds/parameterGroup",
    "rds/subnetGroup",
    "s3/bucket",
    "s3/bucketLifecycleConfiguration",
    "s3/bucketOwnershipControls",
    "s3/bucketPolicy",
    "s3/bucketPublicAccessBlock",
    "s3/bucketServerSideEncryptionConfiguration",
    "s3/bucketVersioning",
  ]),
  ...ofAws(files, [
    "ecr/lifecyclePolicy",
    "ecr/repository",
    "ecr/repositoryPolicy",
    "s3/bucketObject",
    "s3/bucketObjectv2",
  ]),
  ...ofAws(messages, [
    "sns/topic",
    "sns/topicPolicy",
    "sqs/queue",
    "sqs/queuePolicy",
    "sqs/redrivePolicy",
  ]),
  ...ofAws(watching, [
    "apigateway/account",
    "budgets/budget",
    "cloudwatch/compositeAlarm",
    "cloudwatch/dashboard",
    "cloudwatch/logMetricFilter",
    "cloudwatch/logStream",
    "cloudwatch/metricAlarm",
    "cloudwatch/queryDefinition",
    "xray/group",
    "xray/samplingRule",
  ]),
  ...ofAws(network, [
    "ec2/eip",
    "ec2/flowLog",
    "ec2/internetGateway",
    "ec2/mainRouteTableAssociation",
    "ec2/natGateway",
    "ec2/route",
    "ec2/routeTable",
    "ec2/routeTableAssociation",
    "ec2/subnet",
    "ec2/vpc",
    "ec2/vpcDhcpOptions",
    "route53/healthCheck",
    "route53/zone",
  ]),
  ...ofAws("it proves who holds a domain", ["acm/certificate", "acm/certificateValidation"]),
  ...ofAws(docs, ["apigateway/documentationPart", "apigateway/documentationVersion"]),
  ...types(data, ["aws:s3/bucketV2:BucketV2"]),
  ...types(made, [
    "pulumi:pulumi:Stack",
    "random:index/randomBytes:RandomBytes",
    "random:index/randomId:RandomId",
    "random:index/randomInteger:RandomInteger",
    "random:index/randomPassword:RandomPassword",
    "random:index/randomPet:RandomPet",
    "random:index/randomShuffle:RandomShuffle",
    "random:index/randomString:RandomString",
    "random:index/randomUuid:RandomUuid",
    "tls:index/certRequest:CertRequest",
    "tls:index/locallySignedCert:LocallySignedCert",
    "tls:index/privateKey:PrivateKey",
    "tls:index/selfSignedCert:SelfSignedCert",
    "time:index/offset:Offset",
    "time:index/rotating:Rotating",
    "time:index/sleep:Sleep",
    "time:index/static:Static",
  ]),
]);
