import { z } from "zod";
import { AwsError } from "../../service/aws-error";
import type { AwsContext } from "../../service/context";
import { signed } from "../../service/operation";
import { poolPermission } from "../admin/admin-user";
import { findClientOf, findPool, type PoolClient } from "../describe/find-pool";
import { parameters, startAuth } from "./initiate-auth";
import { metadata } from "./metadata";
import { answerChallenge } from "./respond-to-auth-challenge";
import { authFlow, challengeName, clientId, session, userPoolId } from "../describe/shapes";

const target = z.object({ UserPoolId: userPoolId, ClientId: clientId, ClientMetadata: metadata });

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminInitiateAuth.html */
export const adminInitiateAuth = signed(
  target.extend({ AuthFlow: authFlow, AuthParameters: parameters }),
  poolPermission("AdminInitiateAuth"),
  async ({ input, context }) => {
    if (input.AuthFlow === "USER_PASSWORD_AUTH") {
      throw new AwsError("InvalidParameterException", "Initiate Auth method not supported.");
    }
    const found = clientOf(context, input);
    return startAuth(context, { ...found, clientMetadata: input.ClientMetadata }, input);
  },
);

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminRespondToAuthChallenge.html */
export const adminRespondToAuthChallenge = signed(
  target.extend({
    ChallengeName: challengeName,
    Session: session.optional(),
    ChallengeResponses: parameters,
  }),
  poolPermission("AdminRespondToAuthChallenge"),
  async ({ input, context }) => {
    const found = clientOf(context, input);
    return answerChallenge(context, { ...found, clientMetadata: input.ClientMetadata }, input);
  },
);

/** The client in just this pool: the caller's policies were asked about the pool. */
function clientOf(
  context: AwsContext,
  input: { UserPoolId: string; ClientId: string },
): PoolClient {
  const pool = findPool(context, input.UserPoolId);
  return { pool, client: findClientOf(pool, input.ClientId) };
}
