import { AwsError } from "../aws-error";
import type { SignInAnswer } from "../cognito-idp/finish-sign-in";
import { answerChallenge } from "../cognito-idp/respond-to-auth-challenge";
import { secretHash } from "../cognito-idp/secret-hash";
import { signInByPassword } from "../cognito-idp/sign-in";
import type { User } from "../cognito-idp/users";
import type { AwsContext } from "../context";
import type { AwsRequest, AwsResponse } from "../http/exchange";
import { grant } from "./authorize";
import type { AuthorizationRequest } from "./authorization-request";
import { challengePage, responsesOf } from "./challenge-page";
import { loginPage } from "./login-page";
import type { PageCall } from "./page-call";
import { confirmPage } from "./sign-up";
import { newPasswordPage } from "./forgot-password";

/** Takes name and password, or the answer to what was asked after them. */
export async function login(
  call: PageCall,
  _request: AwsRequest,
  context: AwsContext,
): Promise<AwsResponse> {
  let user: User | undefined;
  const passed = (one: User) => void (user = one);
  try {
    const answer = await answerForm(call, context, passed);
    if (user) return await signedIn(call, context, user);
    if ("ChallengeName" in answer) return challengePage(call, answer);
    throw new Error("Neither a user nor a challenge.");
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    if (error.code === "UserNotConfirmedException") return confirmPage(call, error.message);
    if (error.code === "PasswordResetRequiredException") {
      return newPasswordPage({ ...call, error: error.message });
    }
    return retryPage({ ...call, error: error.message }, error);
  }
}

/** A code or new password that was wrong may be tried again; anything else begins anew. */
function retryPage(call: PageCall, error: AwsError): AwsResponse {
  const again = [
    "CodeMismatchException",
    "InvalidPasswordException",
    "EnableSoftwareTokenMFAException",
  ];
  const name = call.form.get("challenge");
  if (name === null || !again.includes(error.code)) return loginPage(call);
  const Session = call.form.get("session") ?? "";
  const required = JSON.stringify(
    [...call.form.keys()].filter((field) => field.startsWith("userAttributes.")),
  );
  return challengePage(call, {
    ChallengeName: name,
    Session,
    ChallengeParameters: { requiredAttributes: required },
  });
}

async function answerForm(
  { asked, form }: PageCall,
  context: AwsContext,
  passed: (user: User) => void,
): Promise<SignInAnswer> {
  const { pool, client } = asked;
  const username = (form.get("username") ?? "").trim();
  const name = form.get("challenge");
  if (name === null) {
    const password = form.get("password") ?? "";
    if (username === "" || password === "") {
      throw new AwsError("NotAuthorizedException", "Incorrect username or password.");
    }
    return signInByPassword(context, { pool, client, username, password, passed });
  }
  const hash = secretHash(client, username);
  const ChallengeResponses = {
    ...responsesOf(form, name),
    USERNAME: username,
    ...(hash !== undefined && { SECRET_HASH: hash }),
  };
  const Session = form.get("session") ?? "";
  return answerChallenge(
    context,
    { pool, client, passed },
    { ChallengeName: name, Session, ChallengeResponses },
  );
}

async function signedIn(
  { asked }: { asked: AuthorizationRequest },
  context: AwsContext,
  user: User,
): Promise<AwsResponse> {
  const setCookie = await context.cognito.browserSessions.start(asked.pool, user.username);
  const answer = await grant(context, asked, { user, signedInAt: Date.now() });
  return { ...answer, headers: { ...answer.headers, "set-cookie": setCookie } };
}
