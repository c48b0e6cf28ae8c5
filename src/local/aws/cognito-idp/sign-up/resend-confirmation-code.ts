import { AwsError } from "../../service/aws-error";
import { unsigned } from "../../service/operation";
import { checkEnabled, verifiableAddress } from "./confirm-user";
import { codeForNobody, findNamedUser, namedUser } from "./named-user";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ResendConfirmationCode.html */
export const resendConfirmationCode = unsigned(namedUser, async ({ input, context }) => {
  const { user, ...found } = findNamedUser(context, input);
  if (!user) return codeForNobody(context, found, { name: input.Username, purpose: "SignUp" });
  checkEnabled(user);
  const { pool } = found;
  if (user.status !== "UNCONFIRMED") {
    throw new AwsError("InvalidParameterException", "User is already confirmed.");
  }
  const address = verifiableAddress(pool, user);
  if (!address) {
    throw new AwsError("InvalidParameterException", "Auto verification not turned on.");
  }
  const target = { pool, user, purpose: "SignUp" } as const;
  const sent = await context.cognito.codes.send(target, address.attribute, address.to);
  return { CodeDeliveryDetails: sent };
});
