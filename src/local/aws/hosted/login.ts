import { AwsError } from "../service/aws-error";
import type { SignInAnswer } from "../cognito-idp/sign-in/finish-sign-in";
import { answerChallenge } from "../cognito-idp/sign-in/respond-to-auth-challenge";
import { secretHash } from "../cognito-idp/sign-in/secret-hash";
import { signInByPassword } from "../cognito-idp/sign-in/sign-in";
import { associateSoftwareToken, verifySoftwareToken } from "../cognito-idp/mfa/software-token";
import type { User } from "../cognito-idp/store/users";
import type { AwsContext } from "../service/context";
import type { AwsRequest, AwsResponse } from "../service/http/exchange";
import { grant } from "./authorize";
import type { AuthorizationRequest } from "./authorization-request";
import { challengePage, responsesOf } from "./challenge-page";
import { loginPage } from "./login-page";
import { asOperation, type PageCall } from "./page-call";
import { confirmPage } from "./sign-up";
import { newPasswordPage } from "./forgot-password";

/** Takes name and password, or the answer to what was asked after them. */
export async function login(
  call: PageCall,
  request: AwsRequest,
  context: AwsContext,
): Promise<AwsResponse> {
  let user: User | undefined;
  const passed = (one: User) => void (user = one);
  try {
    const answer = await answerForm(call, { request, context }, passed);
    if (user) return await signedIn(call, context, user);
    if ("ChallengeName" in answer) return await askNext(call, { request, context }, answer);
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

interface Port {
  request: AwsRequest;
  context: AwsContext;
}

/** The page of a challenge; who must set an authenticator app up is shown its secret. */
async function askNext(
  call: PageCall,
  { request, context }: Port,
  challenge: Extract<SignInAnswer, { ChallengeName: string }>,
): Promise<AwsResponse> {
  if (challenge.ChallengeName !== "MFA_SETUP") return challengePage(call, challenge);
  const answer = await associateSoftwareToken.run(
    asOperation(request, "AssociateSoftwareToken"),
    { Session: challenge.Session },
    context,
  );
  const { SecretCode, Session } = answer as { SecretCode: string; Session: string };
  return challengePage(call, {
    ChallengeName: "MFA_SETUP",
    Session,
    ChallengeParameters: { secret: SecretCode },
  });
}

/** The session of somebody whose authenticator app has shown its first code. */
async function provenSession(form: URLSearchParams, { request, context }: Port): Promise<string> {
  const input = { Session: form.get("session"), UserCode: (form.get("code") ?? "").trim() };
  const answer = await verifySoftwareToken.run(
    asOperation(request, "VerifySoftwareToken"),
    input,
    context,
  );
  return (answer as { Session: string }).Session;
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
    ChallengeParameters: {
      requiredAttributes: required,
      secret: call.form.get("secret") ?? "",
    },
  });
}

async function answerForm(
  { asked, form }: PageCall,
  { request, context }: Port,
  passed: (user: User) => void,
): Promise<SignInAnswer> {
  const { pool, client } = asked;
  const username = (form.get("username") ?? "").trim();
  const name = form.get("challenge");
  if (name === null) {
    const password = form.get("password") ?? "";
    // Longer ones are nobody's: InitiateAuth's own bounds.
    const possible = username.length <= 128 && password.length <= 256;
    if (username === "" || password === "" || !possible) {
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
  const Session =
    name === "MFA_SETUP"
      ? await provenSession(form, { request, context })
      : (form.get("session") ?? "");
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
