import type * as pulumi from "@pulumi/pulumi";
import type { UserPoolArgs } from "@pulumi/aws/cognito";
import { sendTextsStatement } from "../../iam/write/grants";
import type { UserPoolModel } from "../../model";
import { nameInAws, type ApiContext } from "../context";
import { registerRole } from "../parts/role";
import { trustSmsSender } from "../parts/trust";

/**
 * What a pool needs to send messages by SMS: a role that may publish through SNS, trusted with an external
 * id. Nothing where it sends none.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pool-settings-sms.html
 */
export function smsConfiguration(
  context: ApiContext,
  pool: UserPoolModel,
  parent: pulumi.Resource,
): Pick<UserPoolArgs, "smsConfiguration"> {
  if (!sendsTexts(pool)) return {};
  const externalId = nameInAws(context, pool.name);
  const { role } = registerRole(context, {
    name: `${pool.name}-sms`,
    description: `${pool.name} sends codes by SMS`,
    trust: (place) => trustSmsSender({ externalId, accountId: place.accountId }),
    statements: [sendTextsStatement()],
    parent,
  });
  return {
    smsConfiguration: {
      externalId,
      snsCallerArn: role.arn,
      snsRegion: context.place.apply(({ region }) => region),
    },
  };
}

function sendsTexts({ verify, mfa, mfaFactors }: UserPoolModel): boolean {
  return verify === "sms" || (mfa !== "off" && mfaFactors.includes("sms"));
}
