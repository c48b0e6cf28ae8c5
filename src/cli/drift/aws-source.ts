import { dataOf, isRecord, type Values } from "../../base/values";
import { callAws, itemsOf, pagesOf, type Caller, type ServiceName } from "../aws/call";
import { AwsCallError } from "../aws/failed-call";
import { DriftError, type LiveSource } from "./live-source";

/** An operation: the names of what it is about, and of its list, where it has pages. */
interface Operation {
  about?: readonly string[];
  list?: string;
  /** What is asked for besides. */
  more?: object;
}

/** Every operation that drift asks, by the name that the AWS CLI has for it. */
const operations = {
  "apigateway/get-rest-apis": { list: "items", more: { limit: 500 } },
  "apigateway/get-rest-api": { about: ["restApiId"] },
  "apigateway/get-stages": { about: ["restApiId"] },
  "apigateway/get-export": {
    about: ["restApiId", "stageName"],
    more: {
      exportType: "oas30",
      accepts: "application/json",
      parameters: { extensions: "apigateway" },
    },
  },
  "apigateway/get-authorizers": { about: ["restApiId"], list: "items", more: { limit: 500 } },
  "apigateway/get-usage-plans": { list: "items", more: { limit: 500 } },
  "apigateway/get-usage-plan-keys": { about: ["usagePlanId"], list: "items", more: { limit: 500 } },
  "apigateway/get-api-keys": { list: "items", more: { limit: 500, includeValues: false } },
  "iam/get-role": { about: ["RoleName"] },
  "iam/list-role-policies": { about: ["RoleName"], list: "PolicyNames" },
  "iam/get-role-policy": { about: ["RoleName", "PolicyName"] },
  "iam/list-attached-role-policies": { about: ["RoleName"], list: "AttachedPolicies" },
  "iam/get-policy": { about: ["PolicyArn"] },
  "iam/get-policy-version": { about: ["PolicyArn", "VersionId"] },
  "lambda/get-policy": { about: ["FunctionName", "Qualifier"] },
  "lambda/get-function-configuration": { about: ["FunctionName"] },
  "lambda/get-function-concurrency": { about: ["FunctionName"] },
  "cognito-idp/list-user-pools": { list: "UserPools", more: { MaxResults: 60 } },
  "cognito-idp/describe-user-pool": { about: ["UserPoolId"] },
  "cognito-idp/list-user-pool-clients": {
    ...{ about: ["UserPoolId"], list: "UserPoolClients", more: { MaxResults: 60 } },
  },
  "cognito-idp/describe-user-pool-client": { about: ["UserPoolId", "ClientId"] },
  "cognito-idp/list-resource-servers": {
    ...{ about: ["UserPoolId"], list: "ResourceServers", more: { MaxResults: 50 } },
  },
  "cognito-identity/list-identity-pools": { list: "IdentityPools", more: { MaxResults: 60 } },
  "cognito-identity/describe-identity-pool": { about: ["IdentityPoolId"] },
  "cognito-identity/get-identity-pool-roles": { about: ["IdentityPoolId"] },
} as const satisfies Record<string, Operation>;

/** IAM percent-encodes policies. */
function decoded(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(decoded);
  if (isRecord(value))
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, decoded(item)]));
  if (typeof value !== "string" || !/^%7B/i.test(value)) return value;
  return dataOf(decodeURIComponent(value)) ?? value;
}

const absent = /^(?:NotFoundException|NoSuchEntity\w*|ResourceNotFoundException)$/;

/** Answers of AWS itself, asked by calls that only read. */
export function awsSource(caller: Caller): LiveSource {
  return {
    async ask(operation, ...values) {
      if (!Object.hasOwn(operations, operation)) throw new Error(`No operation ${operation}.`);
      const {
        about = [],
        list,
        more,
      }: Operation = operations[operation as keyof typeof operations];
      const [service, kebab] = operation.split("/") as [ServiceName, string];
      const name = kebab.replace(/(?:^|-)(\w)/g, (_all, letter: string) => letter.toUpperCase());
      const input = {
        ...more,
        ...Object.fromEntries(values.map((value, at) => [about[at], value])),
      };
      try {
        const answer: Values =
          list === undefined
            ? await callAws(service, name, { input, caller })
            : { [list]: itemsOf(await pagesOf(service, name, { input, caller }), list) };
        return service === "iam" ? (decoded(answer) as Values) : answer;
      } catch (error) {
        if (error instanceof AwsCallError && absent.test(error.code)) return undefined;
        if (error instanceof AwsCallError) throw new DriftError(error.message);
        throw error;
      }
    },
  };
}
