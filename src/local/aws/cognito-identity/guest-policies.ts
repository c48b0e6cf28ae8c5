import type { PolicyDocument } from "../../../iam/language/policy";

function allow(actions: string): PolicyDocument {
  const Action = actions.trim().split(/\s+/);
  return { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action, Resource: "*" }] };
}

/**
 * What credentials for people who did not sign in may do at most in the enhanced flow, whatever their role
 * allows: the session policies that Cognito gives them, its own inline one and
 * AmazonCognitoUnAuthedIdentitiesSessionPolicy. An action counts that either of them allows.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/iam-roles.html
 */
export const guestPolicies: readonly PolicyDocument[] = [
  allow(`
    cloudwatch:* logs:* dynamodb:* kinesis:* mobileanalytics:* s3:* ses:* sns:* sqs:* lambda:*
    machinelearning:* execute-api:* iot:* gamelift:* cognito-identity:* cognito-idp:* lex:* polly:*
    comprehend:* translate:* transcribe:* rekognition:* mobiletargeting:* firehose:* appsync:*
    personalize:* sagemaker:InvokeEndpoint cognito-sync:* codewhisperer:*
    textract:DetectDocumentText textract:AnalyzeDocument sdb:*
  `),
  allow(`
    rum:PutRumEvents sagemaker:InvokeEndpoint polly:* comprehend:* translate:* transcribe:*
    rekognition:* mobiletargeting:* firehose:* personalize:* geo:GetMap* geo:SearchPlaceIndex*
    geo:GetPlace geo:CalculateRoute* geo:*Geofence geo:*Geofences geo:*DevicePosition* kms:Encrypt
    kms:Decrypt kms:ReEncryptTo kms:ReEncryptFrom kms:GenerateDataKey kms:GenerateDataKeyPair
    kms:GenerateDataKeyPairWithoutPlaintext kms:GenerateDataKeyWithoutPlaintext
  `),
];
