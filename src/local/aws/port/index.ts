export { createAwsPort, type AwsPort, type AwsPortOptions } from "./create-aws-port";
