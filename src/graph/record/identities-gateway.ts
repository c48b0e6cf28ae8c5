import { secret } from "./properties";
import type { IdentityContext, IdentityTable } from "./identity";

const created = "2026-01-01T00:00:00Z";
const manage = (context: IdentityContext, rest: string) =>
  `arn:${context.partition}:apigateway:${context.region}::/${rest}`;
const execute = (context: IdentityContext, rest: string) => context.arn("execute-api", rest);
/** `restApi` may be given as `restApi` or, in some resources, as `restApiId`. */
const apiOf = (context: IdentityContext) =>
  context.input(context.inputs.restApi === undefined ? "restApiId" : "restApi");

/** Identities of `aws:apigateway/` resources. */
export const gatewayIdentities: IdentityTable = {
  "aws:apigateway/restApi:RestApi": (context) => {
    const id = context.id("lower", 10);
    return {
      id,
      arn: manage(context, `restapis/${id}`),
      executionArn: execute(context, id),
      rootResourceId: context.id("lower", 10, "root"),
      createdDate: created,
      name: context.named("name"),
    };
  },
  "aws:apigateway/resource:Resource": (context) => {
    const parent = context.byId.get(context.input("parentId"));
    const above = typeof parent?.path === "string" ? parent.path : "";
    return { id: context.id("lower", 6), path: `${above}/${context.input("pathPart")}` };
  },
  "aws:apigateway/authorizer:Authorizer": (context) => {
    const id = context.id("lower", 6);
    const arn = manage(context, `restapis/${apiOf(context)}/authorizers/${id}`);
    return { id, arn, name: context.named("name") };
  },
  "aws:apigateway/deployment:Deployment": (context) => ({
    id: context.id("lower", 6),
    createdDate: created,
  }),
  "aws:apigateway/stage:Stage": (context) => {
    const [api, stage] = [apiOf(context), context.input("stageName")];
    return {
      id: `ags-${api}-${stage}`,
      arn: manage(context, `restapis/${api}/stages/${stage}`),
      executionArn: execute(context, `${api}/${stage}`),
      invokeUrl: `https://${api}.execute-api.${context.region}.${context.dnsSuffix}/${stage}`,
      webAclArn: "",
    };
  },
  "aws:apigateway/method:Method": (context) => ({
    id: `agm-${apiOf(context)}-${context.input("resourceId")}-${context.input("httpMethod")}`,
  }),
  "aws:apigateway/integration:Integration": (context) => ({
    id: `agi-${apiOf(context)}-${context.input("resourceId")}-${context.input("httpMethod")}`,
  }),
  "aws:apigateway/model:Model": (context) => ({ id: context.id("lower", 6) }),
  "aws:apigateway/requestValidator:RequestValidator": (context) => ({
    id: context.id("lower", 6),
    name: context.named("name"),
  }),
  "aws:apigateway/apiKey:ApiKey": (context) => {
    const id = context.id("lower", 10);
    const value = context.inputs.value ?? context.secret(40, "value");
    return {
      id,
      arn: manage(context, `apikeys/${id}`),
      name: context.named("name"),
      value: secret(value),
      createdDate: created,
      lastUpdatedDate: created,
    };
  },
  "aws:apigateway/usagePlan:UsagePlan": (context) => {
    const id = context.id("lower", 6);
    return { id, arn: manage(context, `usageplans/${id}`), name: context.named("name") };
  },
  // The provider keeps the key's value here as well, unmarked; the option additionalSecretOutputs marks it.
  "aws:apigateway/usagePlanKey:UsagePlanKey": (context) => {
    const key = context.byId.get(context.input("keyId"));
    return {
      id: context.input("keyId"),
      name: key?.name,
      value: key?.value === undefined ? undefined : unmarked(key.value),
    };
  },
  "aws:apigateway/domainName:DomainName": (context) => {
    const domain = context.input("domainName");
    return {
      id: domain,
      arn: manage(context, `domainnames/${domain}`),
      regionalDomainName: `d-${context.id("lower", 10)}.execute-api.${context.region}.${context.dnsSuffix}`,
      regionalZoneId: `Z${context.id("upper", 13)}`,
      cloudfrontDomainName: `d${context.id("lower", 13)}.cloudfront.net`,
      cloudfrontZoneId: "Z2FDTNDATAQYW2",
    };
  },
  "aws:apigateway/methodSettings:MethodSettings": (context) => ({
    id: `${apiOf(context)}-${context.input("stageName")}-${context.input("methodPath")}`,
  }),
  "aws:apigateway/response:Response": (context) => ({
    id: `aggr-${apiOf(context)}-${context.input("responseType")}`,
  }),
  "aws:apigateway/account:Account": () => ({ id: "api-gateway-account" }),
  "aws:apigateway/vpcLink:VpcLink": (context) => ({
    id: context.id("lower", 6),
    name: context.named("name"),
  }),
};

function unmarked(value: unknown): unknown {
  return typeof value === "object" && value !== null ? (value as { value?: unknown }).value : value;
}
