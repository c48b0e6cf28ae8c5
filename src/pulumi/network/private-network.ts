import * as pulumi from "@pulumi/pulumi";
import { SecurityGroup } from "@pulumi/aws/ec2/securityGroup";
import { VpcEndpoint } from "@pulumi/aws/ec2/vpcEndpoint";
import type { Vpc } from "@pulumi/awsx/ec2/vpc";
import { listedPlans } from "../parts/bundle-table";
import { argumentsFor, nameInAws, tagsOf, type ApiContext } from "../context";
import type { FunctionOptions } from "../parts/function-options";

/** Where a private API is reached from. */
export interface PrivateNetwork {
  vpcEndpointIds: pulumi.Output<string[]>;
  /** Where functions run that call the API; undefined where the stack names no subnets. */
  functions?: NonNullable<FunctionOptions["vpc"]>;
}

interface Subnets {
  vpcId: pulumi.Input<string>;
  subnetIds: pulumi.Input<pulumi.Input<string>[]>;
  securityGroupIds: pulumi.Input<pulumi.Input<string>[]>;
}

/** Addresses of the VPC that is made where the stack names none. */
const cidrBlock = "10.0.0.0/16";

/**
 * The network of a private API: the stack's own VPC endpoints, or endpoints in the stack's VPC, or all of
 * it new. Undefined where the API is not private.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-private-apis.html
 */
export function registerPrivateNetwork(
  context: ApiContext,
  parent: pulumi.Resource,
): PrivateNetwork | undefined {
  const wanted = context.config.private;
  if (wanted === undefined) return undefined;
  if (wanted !== true && "vpcEndpointIds" in wanted) {
    const { vpcEndpointIds, subnetIds, securityGroupIds } = wanted;
    return {
      vpcEndpointIds: pulumi.output([...vpcEndpointIds]),
      ...(subnetIds && securityGroupIds ? { functions: { subnetIds, securityGroupIds } } : {}),
    };
  }
  const subnets = wanted === true ? registerVpc(context, parent) : wanted;
  const services = ["execute-api", ...servicesOfFunctions(context)];
  const endpoints = services.map((service) =>
    registerEndpoint(context, { service, subnets, parent }),
  );
  const [ofTheApi] = endpoints;
  if (!ofTheApi) throw new Error("a private API without a VPC endpoint");
  const { subnetIds, securityGroupIds } = subnets;
  return {
    vpcEndpointIds: ofTheApi.id.apply((id) => [id]),
    functions: { subnetIds, securityGroupIds },
  };
}

/** In a VPC without a way out, functions reach other services through endpoints, too. */
function servicesOfFunctions({ model }: ApiContext): string[] {
  const inside = model.endpoints.filter(({ calls }) => calls.length > 0);
  return [
    ...(inside.some(({ invokes }) => invokes.length > 0) ? ["lambda"] : []),
    ...(inside.some((row) => listedPlans(row, model).length > 0) ? ["ssm"] : []),
  ];
}

function registerVpc(context: ApiContext, parent: pulumi.Resource): Subnets {
  const { api } = context.model;
  // Read only here: the package takes time to load, and few APIs are private.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const awsx = require("@pulumi/awsx/ec2/vpc") as { Vpc: typeof Vpc };
  const vpc = new awsx.Vpc(
    api,
    {
      cidrBlock,
      numberOfAvailabilityZones: 2,
      enableDnsHostnames: true,
      enableDnsSupport: true,
      natGateways: { strategy: "None" },
      subnetStrategy: "Auto",
      subnetSpecs: [{ type: "Isolated" }],
      tags: tagsOf(context),
    },
    { parent },
  );
  const type = "aws:ec2/securityGroup:SecurityGroup";
  const group = new SecurityGroup(
    api,
    argumentsFor(
      context,
      { type, name: api },
      {
        // EC2 takes no name that looks like an id.
        name: nameInAws(context, "private").replace(/^sg-/i, "group-$&"),
        description: `HTTPS within the network of ${api}`,
        vpcId: vpc.vpcId,
        ingress: [{ protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: [cidrBlock] }],
        egress: [{ protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: [cidrBlock] }],
        tags: tagsOf(context),
      },
    ),
    { parent },
  );
  return { vpcId: vpc.vpcId, subnetIds: vpc.isolatedSubnetIds, securityGroupIds: [group.id] };
}

interface EndpointParts {
  service: string;
  subnets: Subnets;
  parent: pulumi.Resource;
}

function registerEndpoint(context: ApiContext, parts: EndpointParts): VpcEndpoint {
  const { service, subnets, parent } = parts;
  const name = `${context.model.api}-${service}`;
  return new VpcEndpoint(
    name,
    argumentsFor(
      context,
      { type: "aws:ec2/vpcEndpoint:VpcEndpoint", name },
      {
        vpcId: subnets.vpcId,
        serviceName: context.place.apply(({ region, partition }) =>
          serviceName(service, { region, partition }),
        ),
        vpcEndpointType: "Interface",
        subnetIds: subnets.subnetIds,
        securityGroupIds: subnets.securityGroupIds,
        // The API's usual address then leads to the endpoint.
        privateDnsEnabled: true,
        tags: tagsOf(context),
      },
    ),
    { parent },
  );
}

/** @see https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html */
function serviceName(service: string, place: { region: string; partition: string }): string {
  const first = place.partition === "aws-cn" ? "cn.com.amazonaws" : "com.amazonaws";
  return `${first}.${place.region}.${service}`;
}
