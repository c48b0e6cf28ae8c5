import type { AwsContext } from "../service/context";
import type { AwsRequest, AwsResponse } from "../service/http/exchange";
import { asAwsError } from "../service/internal-error";
import { readAuthorization } from "./authorization-request";
import { authorize } from "./authorize";
import { csrfToken, hasCsrfToken } from "./csrf";
import {
  forgotPasswordPage,
  newPasswordPage,
  sendPasswordCode,
  setNewPassword,
} from "./forgot-password";
import { login } from "./login";
import { loginPage } from "./login-page";
import { logout } from "./logout";
import { hostedPage } from "./page";
import type { PageCall } from "./page-call";
import { confirm, confirmPage, register, resend, signUpPage } from "./sign-up";

type Submit = (call: PageCall, request: AwsRequest, context: AwsContext) => Promise<AwsResponse>;

/** Pages by path: what a GET shows and what a form does. */
const pages: Readonly<Record<string, { show: (call: PageCall) => AwsResponse; submit: Submit }>> = {
  "/login": { show: (call) => loginPage(call), submit: login },
  "/signup": { show: signUpPage, submit: register },
  "/confirmUser": { show: (call) => confirmPage(call), submit: confirm },
  "/resendcode": { show: (call) => confirmPage(call), submit: resend },
  "/forgotPassword": { show: forgotPasswordPage, submit: sendPasswordCode },
  "/confirmForgotPassword": { show: (call) => newPasswordPage(call), submit: setNewPassword },
};

/** Answers the pages that a pool's domain has on AWS; undefined where the path is none of theirs. */
export function answerHosted(
  request: AwsRequest,
  context: AwsContext,
): Promise<AwsResponse> | undefined {
  const answer = answererOf(request.path);
  if (!answer) return undefined;
  return answer(request, context).catch((error: unknown) => {
    const { message } = asAwsError(error, context);
    return hostedPage({ title: "Something went wrong", error: message, content: "", status: 500 });
  });
}

function answererOf(
  path: string,
): ((request: AwsRequest, context: AwsContext) => Promise<AwsResponse>) | undefined {
  if (path === "/oauth2/authorize") return onlyGet(authorize);
  if (path === "/logout") return onlyGet(logout);
  if (path === "/error") return onlyGet(async (request) => errorPage(request));
  return Object.hasOwn(pages, path) ? answerForm : undefined;
}

function onlyGet(answer: (request: AwsRequest, context: AwsContext) => Promise<AwsResponse>) {
  return async (request: AwsRequest, context: AwsContext): Promise<AwsResponse> =>
    ["GET", "HEAD"].includes(request.method) ? answer(request, context) : notAllowed;
}

async function answerForm(request: AwsRequest, context: AwsContext): Promise<AwsResponse> {
  const page = pages[request.path];
  if (!page || !["GET", "HEAD", "POST"].includes(request.method)) return notAllowed;
  const asked = readAuthorization(request, context);
  if ("status" in asked) return asked;
  const posted = request.method === "POST";
  const form = new URLSearchParams(posted ? request.body.toString("utf8") : "");
  const call: PageCall = { asked, query: request.query, form, csrf: csrfToken(request) };
  if (!posted) return page.show(call);
  if (!hasCsrfToken(request, form)) {
    const { status, ...shown } = page.show({
      ...call,
      error: "This page has waited too long, or its cookie is missing. Try again.",
    });
    return { ...shown, status: status === 200 ? 403 : status };
  }
  return page.submit(call, request, context);
}

/** On AWS as here, the page names the error and answers 400. */
function errorPage(request: AwsRequest): AwsResponse {
  const error = new URLSearchParams(request.query).get("error") ?? "invalid_request";
  return hostedPage({
    title: "An error was encountered with the requested page.",
    error: explained(error.slice(0, 100)),
    content: "",
    status: 400,
  });
}

function explained(error: string): string {
  const mends: Readonly<Record<string, string>> = {
    redirect_mismatch:
      "the address to return to is none of the app client's callback or sign-out URLs, letter by letter",
    invalid_request: "the app client is unknown, or a parameter is missing",
  };
  const mend = mends[error];
  return mend === undefined ? error : `${error}: ${mend}.`;
}

const notAllowed: AwsResponse = {
  status: 405,
  headers: { "content-type": "text/plain" },
  body: "Method not allowed.\n",
};
