import { AwsError } from "../service/aws-error";
import { confirmForgotPassword, forgotPassword } from "../cognito-idp/sign-up/forgot-password";
import type { AwsContext } from "../service/context";
import type { AwsRequest, AwsResponse } from "../service/http/exchange";
import { newPasswordField } from "./challenge-page";
import { formHtml, linksHtml } from "./form";
import { loginPage } from "./login-page";
import { hostedPage } from "./page";
import { asOperation, pageAddress, usernameField, type PageCall } from "./page-call";
import { naming } from "./sign-up";

/** The page that asks whose password is forgotten. */
export function forgotPasswordPage(call: PageCall): AwsResponse {
  const { asked, csrf, form, error } = call;
  const username = { ...usernameField(asked.pool), value: form.get("username") ?? undefined };
  return hostedPage({
    title: "Forgot your password?",
    error,
    setCookie: csrf.setCookie,
    redirectUri: asked.redirectUri,
    content:
      formHtml({
        action: pageAddress(call, "/forgotPassword"),
        hidden: { _csrf: csrf.token },
        fields: [username],
        buttons: [{ label: "Send me a code" }],
      }) + linksHtml([["Back to sign in", pageAddress(call, "/login")]]),
  });
}

/** Sends a code to whoever forgot their password. */
export async function sendPasswordCode(
  call: PageCall,
  request: AwsRequest,
  context: AwsContext,
): Promise<AwsResponse> {
  try {
    await forgotPassword.run(asOperation(request, "ForgotPassword"), naming(call), context);
    return newPasswordPage(call, "We have sent a code.");
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return forgotPasswordPage({ ...call, error: error.message });
  }
}

/** The page that takes the code and a new password. */
export function newPasswordPage(call: PageCall, notice?: string): AwsResponse {
  const { asked, csrf, form, error } = call;
  return hostedPage({
    title: "Choose a password",
    error,
    notice,
    setCookie: csrf.setCookie,
    redirectUri: asked.redirectUri,
    content: formHtml({
      action: pageAddress(call, "/confirmForgotPassword"),
      hidden: { _csrf: csrf.token, username: form.get("username") ?? "" },
      fields: [
        { name: "code", label: "Code", autocomplete: "one-time-code", numeric: true },
        newPasswordField,
      ],
      buttons: [{ label: "Change password" }],
    }),
  });
}

/** Takes the code and the new password. */
export async function setNewPassword(
  call: PageCall,
  request: AwsRequest,
  context: AwsContext,
): Promise<AwsResponse> {
  const { form } = call;
  const ConfirmationCode = (form.get("code") ?? "").trim();
  const Password = form.get("new_password") ?? "";
  try {
    const input = { ...naming(call), ConfirmationCode, Password };
    await confirmForgotPassword.run(asOperation(request, "ConfirmForgotPassword"), input, context);
    return loginPage(call, "Your password is changed. Sign in.");
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return newPasswordPage({ ...call, error: error.message });
  }
}
