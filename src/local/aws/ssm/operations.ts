import { z } from "zod";
import type { Deployed } from "../../../graph/deployed";
import { AwsError } from "../service/aws-error";
import type { OperationTable } from "../service/json-service";
import { signed } from "../service/operation";

const parameterType = "aws:ssm/parameter:Parameter";

/**
 * What the entry of a function asks of SSM Parameter Store: whether a parameter of the graph is there.
 * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html
 */
export const ssmOperations: OperationTable = {
  GetParameter: signed(
    z.object({ Name: z.string() }),
    {
      action: "ssm:GetParameter",
      resource: ({ Name }, { definition }) => arnOf(Name, definition()),
    },
    async ({ input: { Name }, context }) => {
      const found = context
        .definition()
        .graph.find(({ type, inputs }) => type === parameterType && inputs["name"] === Name);
      const { type, value, insecureValue = value } = found?.inputs ?? {};
      // A SecureString is not for the laptop: its value may be a secret of the stack.
      if (type !== "String" || typeof insecureValue !== "string") {
        throw new AwsError("ParameterNotFound", "");
      }
      const ARN = arnOf(Name, context.definition());
      return {
        Parameter: { Name, Type: type, Value: insecureValue, Version: 1, DataType: "text", ARN },
      };
    },
  ),
};

function arnOf(name: string, { partition, region, accountId }: Deployed): string {
  return `arn:${partition}:ssm:${region}:${accountId}:parameter${name.startsWith("/") ? "" : "/"}${name}`;
}
