import { parseArn } from "../../base/arn";
import { nameOf } from "../read/reading";
import { types } from "../types";
import { textOf } from "../../base/values";
import type { Rule } from "./judged";

/** Certificates and firewalls of another region than the one that needs them. */
export const regionProblems: Rule = ({ reading }) => [
  ...reading.index.all(types.domainName).flatMap((entry) => [
    ...other(nameOf(entry), entry.inputs["regionalCertificateArn"], {
      region: textOf(entry.inputs["region"]) ?? reading.home.region,
      what: "regionalCertificateArn",
    }),
    // CloudFront, which answers for an edge-optimized domain, reads certificates there alone.
    ...other(nameOf(entry), entry.inputs["certificateArn"], {
      region: reading.home.partition === "aws" ? "us-east-1" : reading.home.region,
      what: "certificateArn",
    }),
  ]),
  ...reading.index.all("aws:wafv2/webAclAssociation:WebAclAssociation").flatMap((entry) =>
    other(nameOf(entry), entry.inputs["webAclArn"], {
      region: parseArn(textOf(entry.inputs["resourceArn"]))?.region || reading.home.region,
      what: "webAclArn",
    }),
  ),
];

function other(
  where: string,
  arn: unknown,
  { region, what }: { region: string; what: string },
): readonly string[] {
  const found = parseArn(textOf(arn))?.region;
  if (found === undefined || found === "" || found === region) return [];
  return [
    `${where}: its ${what} is of another region. Expected ${region}, found ${found}. Name one of ${region}.`,
  ];
}
