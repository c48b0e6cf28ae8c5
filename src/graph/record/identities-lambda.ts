import type { IdentityContext, IdentityTable } from "./identity";

const invokeArn = (context: IdentityContext, functionArn: string) =>
  `arn:${context.partition}:apigateway:${context.region}:lambda:path/2015-03-31/functions/${functionArn}/invocations`;
const functionNamed = (context: IdentityContext, name: string) =>
  name.startsWith("arn:") ? name : context.arn("lambda", `function:${name}`);

/** Identities of `aws:lambda/` resources. */
export const lambdaIdentities: IdentityTable = {
  "aws:lambda/function:Function": (context) => {
    const name = context.named("name");
    const arn = functionNamed(context, name);
    return {
      id: name,
      name,
      arn,
      invokeArn: invokeArn(context, arn),
      qualifiedArn: `${arn}:$LATEST`,
      qualifiedInvokeArn: invokeArn(context, `${arn}:$LATEST`),
      version: "$LATEST",
    };
  },
  "aws:lambda/alias:Alias": (context) => {
    const arn = `${functionNamed(context, context.input("functionName"))}:${context.named("name")}`;
    return { id: arn, arn, invokeArn: invokeArn(context, arn), name: context.named("name") };
  },
  "aws:lambda/permission:Permission": (context) => {
    const statementId = context.named("statementId");
    return { id: statementId, statementId };
  },
  "aws:lambda/layerVersion:LayerVersion": (context) => {
    const layerArn = context.arn("lambda", `layer:${context.input("layerName")}`);
    return { id: `${layerArn}:1`, arn: `${layerArn}:1`, layerArn, version: "1" };
  },
};
