import { poolSettings } from "../cognito-idp/describe/pool-settings";
import type { AwsResponse } from "../service/http/exchange";
import { formHtml, linksHtml } from "./form";
import { hostedPage } from "./page";
import { pageAddress, usernameField, type PageCall } from "./page-call";

/** The page that asks for name and password. */
export function loginPage(call: PageCall, notice?: string): AwsResponse {
  const { asked, csrf, form } = call;
  const username = form.get("username") ?? asked.loginHint;
  const links = [
    ["Forgot your password?", pageAddress(call, "/forgotPassword")],
    ...(poolSettings(asked.pool).adminOnly
      ? []
      : ([["Create an account", pageAddress(call, "/signup")]] as const)),
  ] as const;
  return hostedPage({
    title: "Sign in",
    error: call.error,
    notice,
    setCookie: csrf.setCookie,
    redirectUri: asked.redirectUri,
    content:
      formHtml({
        action: pageAddress(call, "/login"),
        hidden: { _csrf: csrf.token },
        fields: [
          { ...usernameField(asked.pool), value: username ?? undefined },
          {
            name: "password",
            label: "Password",
            type: "password",
            autocomplete: "current-password",
          },
        ],
        buttons: [{ label: "Sign in" }],
      }) + linksHtml(links),
  });
}
