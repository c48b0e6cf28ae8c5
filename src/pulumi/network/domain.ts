import * as pulumi from "@pulumi/pulumi";
import { BasePathMapping, DomainName, type Stage } from "@pulumi/aws/apigateway";
import { Record as DnsRecord } from "@pulumi/aws/route53/record";
import { argumentsFor, tagsOf, type ApiContext } from "../context";

/** The stage's address under the stack's own domain; undefined where it has none. */
export function domainUrl({ config }: ApiContext): pulumi.Output<string> | undefined {
  const { domain } = config;
  if (domain === undefined) return undefined;
  const path = domain.basePath === undefined ? "" : `/${domain.basePath}`;
  return pulumi.output(`https://${domain.name}${path}`);
}

/**
 * Registers the stack's own domain, which leads to the stage.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-custom-domains.html
 */
export function registerDomain(
  context: ApiContext,
  { stage, parent }: { stage: Stage; parent: pulumi.Resource },
): void {
  const { domain } = context.config;
  if (domain === undefined) return;
  const { api: name } = context.model;
  const { truststore } = domain;
  const made = new DomainName(
    name,
    argumentsFor(
      context,
      { type: "aws:apigateway/domainName:DomainName", name },
      {
        domainName: domain.name,
        regionalCertificateArn: domain.certificateArn,
        endpointConfiguration: { types: "REGIONAL", ipAddressType: "ipv4" },
        routingMode: "BASE_PATH_MAPPING_ONLY",
        securityPolicy: "TLS_1_2",
        ...(truststore === undefined
          ? {}
          : {
              mutualTlsAuthentication: {
                truststoreUri: truststore.uri,
                ...(truststore.version === undefined
                  ? {}
                  : { truststoreVersion: truststore.version }),
              },
            }),
        tags: tagsOf(context),
      },
    ),
    { parent },
  );
  new BasePathMapping(
    name,
    argumentsFor(
      context,
      { type: "aws:apigateway/basePathMapping:BasePathMapping", name },
      {
        domainName: made.domainName,
        restApi: stage.restApi,
        stageName: stage.stageName,
        ...(domain.basePath === undefined ? {} : { basePath: domain.basePath }),
      },
    ),
    { parent },
  );
  if (domain.hostedZoneId === undefined) return;
  new DnsRecord(
    name,
    argumentsFor(
      context,
      { type: "aws:route53/record:Record", name },
      {
        zoneId: domain.hostedZoneId,
        name: made.domainName,
        type: "A",
        aliases: [
          {
            name: made.regionalDomainName,
            zoneId: made.regionalZoneId,
            evaluateTargetHealth: false,
          },
        ],
      },
    ),
    { parent },
  );
}
