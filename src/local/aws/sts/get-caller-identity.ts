import { z } from "zod";
import { signed } from "../service/operation";

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html: needs no permission. */
export const getCallerIdentity = signed(z.object({}), {}, async ({ caller }) => ({
  Arn: caller.arn,
  UserId: caller.userId,
  Account: caller.accountId,
}));
