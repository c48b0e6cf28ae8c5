import assert from "node:assert/strict";
import { readGraph } from "../../src/graph/read/read-graph";
import { deploy } from "./deploy";

const rows = `
  export const plans = { free: usagePlan({ throttle: { rateLimit: 1, burstLimit: 1 }, quota: { limit: 5, period: "DAY" } }) };
  export const getItems = endpoint("GET /items", { access: "apiKey", plans: [plans.free], throttle: { rateLimit: 5, burstLimit: 6 } });
  export const getIndex = endpoint("GET /", { access: "public" });
`;
const calling = `${rows} export const key = apiKey({ plan: plans.free });
  export const getPage = endpoint("GET /page", { access: "public", calls: [getItems], key });`;
const certificateArn = "arn:aws:acm:eu-central-1:000000000000:certificate/1";

describe("a stage of its own kind", function () {
  this.timeout(300_000);

  it("has its own limits, variables, domain, web ACL and record", async () => {
    const { inputs } = await deploy({
      spec: rows,
      config: `  gatehouse:plans: { free: { throttle: { rateLimit: 9, burstLimit: 10 } } }
  gatehouse:throttles: { getItems: { rateLimit: 7, burstLimit: 8 } }
  gatehouse:stageVariables: { mode: live }
  gatehouse:domain: { name: api.example.com, basePath: v1, certificateArn: "${certificateArn}", hostedZoneId: Z1 }
  gatehouse:webAclArn: arn:aws:wafv2:eu-central-1:000000000000:regional/webacl/shop/1\n`,
    });
    assert.deepEqual(inputs("UsagePlan", "free").throttleSettings, {
      rateLimit: 9,
      burstLimit: 10,
    });
    assert.deepEqual(inputs("UsagePlan", "free").quotaSettings, {
      limit: 5,
      period: "DAY",
      offset: 0,
    });
    assert.equal(inputs("MethodSettings", "getItems").settings.throttlingRateLimit, 7);
    assert.deepEqual(inputs("Endpoint", "GET /items").throttle, { rateLimit: 7, burstLimit: 8 });
    assert.deepEqual(inputs("Stage", "shop").variables, { mode: "live" });
    assert.equal(inputs("DomainName", "shop").regionalCertificateArn, certificateArn);
    assert.equal(inputs("BasePathMapping", "shop").basePath, "v1");
    assert.equal(inputs("Record", "shop").zoneId, "Z1");
    assert.match(inputs("WebAclAssociation", "shop").resourceArn, /\/stages\/dev$/);
  });

  it("switches the API's own address off where clients need a certificate", async () => {
    const { inputs } = await deploy({
      spec: rows,
      config: `  gatehouse:domain: { name: api.example.com, certificateArn: "${certificateArn}", truststore: { uri: "s3://trust/ca.pem" } }\n`,
    });
    assert.equal(inputs("RestApi", "shop").disableExecuteApiEndpoint, true);
    assert.deepEqual(inputs("DomainName", "shop").mutualTlsAuthentication, {
      truststoreUri: "s3://trust/ca.pem",
    });
  });

  it("sends a share of the calls to the new deployment and keeps the old one", async () => {
    const { graph, find, inputs } = await deploy({
      spec: rows,
      config: `  gatehouse:keepDeployments: true
  gatehouse:canary: { stableDeploymentId: abc123, percentTraffic: 10 }\n`,
    });
    const { deployment, canarySettings } = inputs("Stage", "shop");
    assert.equal(deployment, "abc123");
    assert.equal(canarySettings.percentTraffic, 10);
    assert.equal(canarySettings.deploymentId, find("Deployment", "shop").outputs.id);
    assert.equal(find("Deployment", "shop").options?.retainOnDelete, true);
    const { problems, warnings, apis } = readGraph(graph);
    assert.deepEqual(problems, []);
    assert.match(warnings.join(), /canary divides the calls/);
    assert.equal(apis[0]?.stages[0]?.deploymentId, find("Deployment", "shop").outputs.id);
  });

  it("says all that cannot be", async () => {
    const config = `  gatehouse:plans: { fre: {} }
  gatehouse:throttles: { getAll: { rateLimit: 7, burstLimit: 8 } }
  gatehouse:canary: { stableDeploymentId: abc123, percentTraffic: 10 }
  gatehouse:private: { vpcEndpointIds: [vpce-1] }
  gatehouse:domain: { name: api.example.com, certificateArn: "${certificateArn}", truststore: { uri: "s3://trust/ca.pem" } }\n`;
    await assert.rejects(deploy({ spec: calling, config }), (error: Error) => {
      for (const sentence of [
        "gatehouse:plans.fre: the table has no such usage plan. Expected one of: free.",
        "gatehouse:throttles.getAll: the table has no such row.",
        "gatehouse:domain.truststore: clients need a certificate",
        "gatehouse:domain: a private API has no regional domain.",
        "gatehouse:private: getPage call the API",
        "gatehouse:canary: the deployment that calls stay with is deleted",
        "Correct them in Pulumi.dev.yaml.",
      ]) {
        assert.ok(error.message.includes(sentence), `${sentence}\n${error.message}`);
      }
      return true;
    });
  });
});

describe("a private API", function () {
  this.timeout(300_000);

  it("has a VPC with endpoints of its own, and functions that call it inside", async () => {
    const { graph, inputs, find } = await deploy({
      spec: calling,
      config: "  gatehouse:private: true\n",
    });
    const endpoint = inputs("VpcEndpoint", "shop-execute-api");
    assert.equal(endpoint.serviceName, "com.amazonaws.eu-central-1.execute-api");
    assert.equal(endpoint.privateDnsEnabled, true);
    assert.equal(inputs("RestApi", "shop").endpointConfiguration.types, "PRIVATE");
    assert.ok(graph.some(({ type }) => type === "awsx:ec2:Vpc"));
    assert.ok(inputs("Function", "getPage").vpcConfig);
    assert.equal("vpcConfig" in inputs("Function", "getItems"), false);
    const policy = JSON.parse(inputs("RestApi", "shop").body)["x-amazon-apigateway-policy"];
    const vpce = find("VpcEndpoint", "shop-execute-api").outputs.id;
    assert.deepEqual(policy.Statement.at(-1).Condition, {
      StringNotEquals: { "aws:SourceVpce": [vpce] },
    });
    assert.equal(policy.Statement.at(-1).Effect, "Deny");
  });

  it("lets functions inside reach Lambda and the lists of keys", async () => {
    const { graph } = await deploy({
      spec: `${calling}
        export const others = { paid: usagePlan({}) };
        export const resellers = apiKey({ plan: plans.free, customers: true });
        export const getWork = endpoint("GET /work", { access: "apiKey", plans: [plans.free], calls: [getItems], key, invokes: [getIndex] });`,
      config: "  gatehouse:private: true\n",
    });
    const endpoints = graph.filter(({ type }) => type === "aws:ec2/vpcEndpoint:VpcEndpoint");
    assert.deepEqual(
      endpoints.map(({ name }) => name),
      ["shop-execute-api", "shop-lambda", "shop-ssm"],
    );
  });

  it("uses endpoints that exist", async () => {
    const { graph, inputs } = await deploy({
      spec: rows,
      config: "  gatehouse:private: { vpcEndpointIds: [vpce-1, vpce-2] }\n",
    });
    assert.deepEqual(inputs("RestApi", "shop").endpointConfiguration, {
      types: "PRIVATE",
      ipAddressType: "dualstack",
      vpcEndpointIds: ["vpce-1", "vpce-2"],
    });
    assert.equal(
      graph.some(({ type }) => /vpc/i.test(type)),
      false,
    );
  });

  it("makes endpoints in a VPC that exists", async () => {
    const { inputs } = await deploy({
      spec: calling,
      config:
        "  gatehouse:private: { vpcId: vpc-1, subnetIds: [subnet-1], securityGroupIds: [sg-1] }\n",
    });
    assert.equal(inputs("VpcEndpoint", "shop-execute-api").vpcId, "vpc-1");
    assert.deepEqual(inputs("Function", "getPage").vpcConfig, {
      subnetIds: ["subnet-1"],
      securityGroupIds: ["sg-1"],
    });
  });
});
