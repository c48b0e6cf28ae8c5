import { types } from "../types";
import { because, each, toldBy, type InputTable, type TypeInputs } from "./type-inputs";

/** Variables by which Lambda or its runtime runs other code, and those by which our entries decide. */
const deciding = ["AWS_*", "LAMBDA_*", "NODE_*", "GATEHOUSE_*"];

/** Inputs of AWS Lambda. */
export const lambdaInputs: InputTable = {
  [types.function]: {
    compared: {
      // The plans that a row takes: its entry refuses keys of others.
      "code.assets.plans\\.json": ["keys", "access", "endpoint"],
      ...toldBy(deciding.map((name) => `environment.variables.${name}`)),
      reservedConcurrentExecutions: ["concurrency"],
      role: ["roleStatements", "becomes", "directInvokes"],
      ...toldBy(["loggingConfig", "tracingConfig"], ["logging"]),
      // Other code, or code from elsewhere.
      ...toldBy([
        "codeSigningConfigArn",
        "fileSystemConfig",
        "handler",
        "imageConfig",
        "imageUri",
        "layers",
        "packageType",
        "runtime",
        "s3Bucket",
        "s3Key",
        "s3ObjectVersion",
      ]),
      // Where its calls come from, and where its events go.
      ...toldBy(["deadLetterConfig", "region", "tags", "tenancyConfig", "vpcConfig"]),
    },
    noAccess: {
      ...each(
        ["code", "codeSha256", "sourceCodeHash"],
        "code that answers a call decides nothing about who calls; code that does is compared by its files",
      ),
      ...each(
        ["GATEHOUSE_API_KEY", "GATEHOUSE_CALLS", "GATEHOUSE_INVOKES"].map(
          (name) => `environment.variables.${name}`,
        ),
        "they say what a function sends; what it may call is compared",
      ),
      environment:
        "what code that answers a call reads; of authorizers and triggers it is compared",
      ...each(
        [
          "architectures",
          "capacityProviderConfig",
          "durableConfig",
          "ephemeralStorage",
          "memorySize",
          "snapStart",
          "timeout",
        ],
        because.pace,
      ),
      ...each(
        [
          "publish",
          "publishTo",
          "replaceSecurityGroupsOnDestroy",
          "replacementSecurityGroupIds",
          "skipDestroy",
          "useResourceTimeoutForPropagation",
        ],
        because.engine,
      ),
      ...each(["kmsKeyArn", "sourceKmsKeyArn"], because.storage),
      description: because.words,
      name: because.name,
    },
  },
  [types.permission]: {
    compared: {
      ...toldBy(
        ["action", "function", "principal", "qualifier", "sourceAccount", "sourceArn"],
        ["functionPermissions", "gatewayPermission"],
      ),
      ...toldBy([
        "eventSourceToken",
        "functionUrlAuthType",
        "invokedViaFunctionUrl",
        "principalOrgId",
        "region",
      ]),
    },
    noAccess: each(["statementId", "statementIdPrefix"], because.name),
    toldAnywhere: true,
  },
  "aws:lambda/layerVersion:LayerVersion": {
    compared: {},
    noAccess: { "*": "its code is compared where a function that decides has the layer" },
  },
  [types.alias]: {
    compared: {
      name: ["directInvokes"],
      ...toldBy(["functionName", "functionVersion", "region", "routingConfig"]),
    },
    noAccess: { description: because.words },
  },
};

/** What functions that decide about callers are compared by beside the above: authorizers and triggers. */
export const decidingFunctionInputs: TypeInputs = {
  compared: toldBy(
    [
      "environment.variables.*",
      "code",
      "code.*",
      "code.assets.*",
      "code.assets.*.*",
      "codeSha256",
      "sourceCodeHash",
    ],
    ["decidingCode"],
  ),
  noAccess: {
    "code.assets.*.path": "it is a place in a folder of the build",
    "code.assets.*.sources": "what is built of them is compared",
  },
};
