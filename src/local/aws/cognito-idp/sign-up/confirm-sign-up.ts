import { z } from "zod";
import { unsigned } from "../../service/operation";
import {
  afterConfirmation,
  checkAliasFree,
  checkEnabled,
  checkUnconfirmed,
  confirmUser,
} from "./confirm-user";
import { refuseCodeOfNobody, findNamedUser, namedUser } from "./named-user";
import { confirmationCode, session } from "../describe/shapes";

const input = namedUser.extend({
  ConfirmationCode: confirmationCode,
  ForceAliasCreation: z.boolean().optional(),
  Session: session.optional(),
});

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ConfirmSignUp.html */
export const confirmSignUp = unsigned(input, async ({ input, context }) => {
  const { user, ...found } = findNamedUser(context, input);
  if (!user) {
    const { Username: name, ConfirmationCode: code } = input;
    return refuseCodeOfNobody(context, found, { name, purpose: "SignUp", code });
  }
  checkEnabled(user);
  checkUnconfirmed(user);
  const { pool, client } = found;
  const target = { pool, user, purpose: "SignUp" } as const;
  const attribute = await context.cognito.codes.take(target, input.ConfirmationCode);
  if (input.ForceAliasCreation !== true) checkAliasFree(context, { pool, user, alias: attribute });
  const confirmed = await confirmUser(context, { pool, user, verified: [attribute] });
  await afterConfirmation(context, {
    pool,
    clientId: client.id,
    user: confirmed,
    source: "PostConfirmation_ConfirmSignUp",
    clientMetadata: input.ClientMetadata,
  });
  return {};
});
