import { z } from "zod";
import { AwsError } from "../service/aws-error";
import { signed } from "../service/operation";

const input = z.object({ AccessKeyId: z.string() });

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_GetAccessKeyInfo.html */
export const getAccessKeyInfo = signed(
  input,
  { action: "sts:GetAccessKeyInfo" },
  async ({ input, context }) => {
    const found = context.credentials.find(input.AccessKeyId);
    if (!found) throw new AwsError("ValidationError", "The access key id is of no account here.");
    return { Account: found.identity.accountId };
  },
);
