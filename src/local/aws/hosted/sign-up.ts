import { AwsError } from "../service/aws-error";
import { confirmSignUp } from "../cognito-idp/sign-up/confirm-sign-up";
import { poolSettings } from "../cognito-idp/describe/pool-settings";
import { resendConfirmationCode } from "../cognito-idp/sign-up/resend-confirmation-code";
import { secretHash } from "../cognito-idp/sign-in/secret-hash";
import { signUp } from "../cognito-idp/sign-up/sign-up";
import type { AwsContext } from "../service/context";
import type { AwsRequest, AwsResponse } from "../service/http/exchange";
import { formHtml, linksHtml, type Field } from "./form";
import { loginPage } from "./login-page";
import { hostedPage } from "./page";
import {
  asOperation,
  attributeLabel,
  pageAddress,
  usernameField,
  type PageCall,
} from "./page-call";

/** The page to register on. */
export function signUpPage(call: PageCall): AwsResponse {
  const { asked, csrf, form, error } = call;
  const fields: Field[] = [usernameField(asked.pool), ...attributeFields(call)].map((field) => ({
    ...field,
    value: form.get(field.name) ?? undefined,
  }));
  return hostedPage({
    title: "Create an account",
    error,
    setCookie: csrf.setCookie,
    redirectUri: asked.redirectUri,
    content:
      formHtml({
        action: pageAddress(call, "/signup"),
        hidden: { _csrf: csrf.token },
        fields: [
          ...fields,
          { name: "password", label: "Password", type: "password", autocomplete: "new-password" },
        ],
        buttons: [{ label: "Create account" }],
      }) + linksHtml([["I have an account", pageAddress(call, "/login")]]),
  });
}

/** Attributes that the pool requires, and the address that it sends a code to. */
function attributeFields({ asked }: PageCall): Field[] {
  const { schema, autoVerified, usernameAttributes } = poolSettings(asked.pool);
  const wanted = [
    ...schema.filter(({ required, name }) => required && name !== "sub").map(({ name }) => name),
    ...(usernameAttributes.length > 0 ? [] : autoVerified),
  ];
  const named = usernameAttributes.length === 1 ? usernameAttributes : [];
  return [...new Set(wanted)]
    .filter((name) => !named.some((one) => one === name))
    .map((name) => ({
      name: `attribute.${name}`,
      label: attributeLabel(name),
      type: name === "email" ? "email" : name === "phone_number" ? "tel" : "text",
    }));
}

/** Registers somebody. */
export async function register(
  call: PageCall,
  request: AwsRequest,
  context: AwsContext,
): Promise<AwsResponse> {
  const { form } = call;
  const UserAttributes = [...form]
    .filter(([name, value]) => name.startsWith("attribute.") && value !== "")
    .map(([name, Value]) => ({ Name: name.slice("attribute.".length), Value }));
  try {
    const input = { ...naming(call), Password: form.get("password") ?? "", UserAttributes };
    const answer = (await signUp.run(asOperation(request, "SignUp"), input, context)) as {
      UserConfirmed: boolean;
    };
    return answer.UserConfirmed
      ? loginPage(call, "Your account is ready. Sign in.")
      : confirmPage(call, undefined, "We have sent you a code.");
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return signUpPage({ ...call, error: error.message });
  }
}

/** The page that asks for the code of a registration. */
export function confirmPage(call: PageCall, error?: string, notice?: string): AwsResponse {
  const { asked, csrf, form } = call;
  const hidden = { _csrf: csrf.token, username: form.get("username") ?? "" };
  return hostedPage({
    title: "Confirm your account",
    error,
    notice,
    setCookie: csrf.setCookie,
    redirectUri: asked.redirectUri,
    content:
      formHtml({
        action: pageAddress(call, "/confirmUser"),
        hidden,
        fields: [{ name: "code", label: "Code", autocomplete: "one-time-code", numeric: true }],
        buttons: [{ label: "Confirm account" }],
      }) +
      formHtml({
        action: pageAddress(call, "/resendcode"),
        hidden,
        fields: [],
        buttons: [{ label: "Send another code" }],
        quiet: true,
      }),
  });
}

/** Takes the code of a registration. */
export async function confirm(
  call: PageCall,
  request: AwsRequest,
  context: AwsContext,
): Promise<AwsResponse> {
  const ConfirmationCode = (call.form.get("code") ?? "").trim();
  try {
    await confirmSignUp.run(
      asOperation(request, "ConfirmSignUp"),
      { ...naming(call), ConfirmationCode },
      context,
    );
    return loginPage(call, "Your account is confirmed. Sign in.");
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return confirmPage(call, error.message);
  }
}

/** Sends the code of a registration once more. */
export async function resend(
  call: PageCall,
  request: AwsRequest,
  context: AwsContext,
): Promise<AwsResponse> {
  try {
    await resendConfirmationCode.run(
      asOperation(request, "ResendConfirmationCode"),
      naming(call),
      context,
    );
    return confirmPage(call, undefined, "We have sent you another code.");
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return confirmPage(call, error.message);
  }
}

/** The client and the user that an operation behind a form is about. */
export function naming({ asked, form }: PageCall): Record<string, string> {
  const username = (form.get("username") ?? "").trim();
  const hash = secretHash(asked.client, username);
  return {
    ClientId: asked.client.id,
    Username: username,
    ...(hash !== undefined && { SecretHash: hash }),
  };
}
