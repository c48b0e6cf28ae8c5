import { z } from "zod";
import { AwsError } from "../../service/aws-error";
import { unsigned } from "../../service/operation";
import { ownerOfAccessToken } from "../tokens/access-token";
import { isLocked } from "../store/lockout";
import { countFailure } from "../sign-in/sign-in";
import { checkPassword, matchesPassword } from "../store/password";
import { poolSettings } from "../describe/pool-settings";
import { keepPassword, withPassword } from "../sign-up/set-password";
import { password, token } from "../describe/shapes";

const input = z.object({
  AccessToken: token,
  PreviousPassword: password,
  ProposedPassword: password,
});

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ChangePassword.html */
export const changePassword = unsigned(input, async ({ input, context }) => {
  const { pool, user } = await ownerOfAccessToken(context, input.AccessToken);
  const { users, inTurn } = context.cognito;
  checkPassword(input.ProposedPassword, poolSettings(pool).passwordPolicy);
  await inTurn(`${pool.id} ${user.username}`, async () => {
    const now = users.find(pool, user.username);
    if (!now || isLocked(now.failedSignIns)) {
      throw new AwsError(
        "LimitExceededException",
        "Attempt limit exceeded, please try after some time.",
      );
    }
    if (!(await matchesPassword(input.PreviousPassword, now.password))) {
      await users.change(pool, now.username, countFailure);
      throw new AwsError("NotAuthorizedException", "Incorrect username or password.");
    }
    const password = await keepPassword(pool, now, input.ProposedPassword);
    await users.change(pool, now.username, (before) => withPassword(before, password));
  });
  return {};
});
