import type { z } from "zod";
import type { Identity } from "../../start/services";
import type { AwsContext, OperationCall } from "./context";
import type { AwsRequest } from "./http/exchange";
import { checkInput } from "./constraints/check-input";
import { parseInput, withoutNulls } from "./parse-input";
import { requirePermission, signedCaller } from "./signed-caller";

/** What an operation asks of its caller, beside a signature. */
export interface OperationPermission<Input> {
  /** `cognito-idp:AdminGetUser`; absent: any signed caller may. */
  action?: string;
  /** The ARN that the caller's policies must open. */
  resource?(input: Input, context: AwsContext): string;
}

/** An operation as its service's table holds it: input not yet read. */
export interface Operation {
  run(request: AwsRequest, input: unknown, context: AwsContext): Promise<object>;
}

/** An operation that AWS leaves unsigned. */
export function unsigned<Input>(
  schema: z.ZodType<Input>,
  handle: (call: OperationCall<Input>) => Promise<object>,
): Operation {
  return {
    run: async (request, raw, context) =>
      handle({ input: read(schema, request, raw), request, context }),
  };
}

/** Input as the operation reads it, after AWS's own model has had nothing against it. */
function read<Input>(schema: z.ZodType<Input>, request: AwsRequest, raw: unknown): Input {
  const input = withoutNulls(raw) ?? {};
  checkInput(request, input);
  return parseInput(schema, input);
}

/** An operation that is signed, and opened by the caller's policies. */
export function signed<Input>(
  schema: z.ZodType<Input>,
  permission: OperationPermission<Input>,
  handle: (call: OperationCall<Input> & { caller: Identity }) => Promise<object>,
): Operation {
  return {
    async run(request, raw, context) {
      const caller = signedCaller(request, context);
      const input = read(schema, request, raw);
      if (permission.action !== undefined) {
        const resource = permission.resource?.(input, context) ?? "*";
        requirePermission(caller, { action: permission.action, resource, request, context });
      }
      return handle({ input, request, context, caller });
    },
  };
}
