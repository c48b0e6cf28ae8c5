import { z } from "zod";
import { unsigned } from "../../service/operation";
import { ownerOfAccessToken } from "../tokens/access-token";
import { toList } from "./attributes";
import { clientSettings } from "../describe/client-settings";
import { shownFactors } from "../mfa/mfa-factors";
import { token } from "../describe/shapes";

const input = z.object({ AccessToken: token });

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetUser.html */
export const getUser = unsigned(input, async ({ input, context }) => {
  const { pool, user, client } = await ownerOfAccessToken(context, input.AccessToken);
  const { readAttributes } = clientSettings(client);
  const shown = Object.entries(user.attributes).filter(
    ([name]) => name === "sub" || !readAttributes || readAttributes.includes(name),
  );
  return {
    Username: user.username,
    UserAttributes: toList(Object.fromEntries(shown)),
    ...shownFactors(pool, user),
  };
});
