import type { AwsResponse } from "../service/http/exchange";
import { formHtml, type Button, type Field } from "./form";
import { escapeHtml, hostedPage } from "./page";
import { attributeLabel, pageAddress, type PageCall } from "./page-call";

interface Asked {
  ChallengeName: string;
  Session?: string;
  ChallengeParameters: Readonly<Record<string, string>>;
}

const code: Field = {
  name: "code",
  label: "Code",
  autocomplete: "one-time-code",
  numeric: true,
};

/** The page for what comes after the password. */
export function challengePage(call: PageCall, challenge: Asked): AwsResponse {
  const { ChallengeName: name, Session = "", ChallengeParameters: parameters } = challenge;
  const { asked, csrf, form, error } = call;
  const page = { error, setCookie: csrf.setCookie, redirectUri: asked.redirectUri };
  const shown = shownChallenge(name, parameters);
  if (!shown) {
    return hostedPage({
      ...page,
      title: "Not here",
      error: `This page cannot ask for ${name}; sign in by the API.`,
      content: "",
    });
  }
  return hostedPage({
    ...page,
    title: shown.title,
    content: `${shown.text === undefined ? "" : `<p class="text">${escapeHtml(shown.text)}</p>`}${formHtml(
      {
        action: pageAddress(call, "/login"),
        hidden: {
          _csrf: csrf.token,
          challenge: name,
          session: Session,
          username: form.get("username") ?? "",
          ...shown.hidden,
        },
        fields: shown.fields,
        buttons: shown.buttons ?? [{ label: "Continue" }],
      },
    )}`,
  });
}

interface ShownChallenge {
  title: string;
  /** Plain text. */
  text?: string;
  fields: readonly Field[];
  hidden?: Readonly<Record<string, string>>;
  buttons?: readonly Button[];
}

const factorNames: Readonly<Record<string, string>> = {
  SMS_MFA: "Code by SMS",
  EMAIL_OTP: "Code by e-mail",
  SOFTWARE_TOKEN_MFA: "Authenticator app",
};

function shownChallenge(
  name: string,
  parameters: Readonly<Record<string, string>>,
): ShownChallenge | undefined {
  switch (name) {
    case "NEW_PASSWORD_REQUIRED":
      return {
        title: "Choose a password",
        text: "Your password was a temporary one.",
        fields: [newPasswordField, ...requiredFields(parameters["requiredAttributes"])],
      };
    case "SOFTWARE_TOKEN_MFA":
      return {
        title: "Enter the code",
        text: "Your authenticator app shows it.",
        fields: [code],
      };
    case "SMS_MFA":
    case "EMAIL_OTP":
      return { title: "Enter the code", text: "We have sent you a code.", fields: [code] };
    case "MFA_SETUP": {
      const secret = parameters["secret"] ?? "";
      return {
        title: "Set up an authenticator app",
        text: `Enter this key in your app, then the code that it shows: ${secret}`,
        fields: [code],
        hidden: { secret },
      };
    }
    case "SELECT_MFA_TYPE": {
      const choices = JSON.parse(parameters["MFAS_CAN_CHOOSE"] ?? "[]") as string[];
      return {
        title: "How do you want to prove yourself?",
        fields: [],
        buttons: choices.map((value) => ({
          label: factorNames[value] ?? value,
          name: "answer",
          value,
        })),
      };
    }
    default:
      return undefined;
  }
}

/** A password that is being set. */
export const newPasswordField: Field = {
  name: "new_password",
  label: "New password",
  type: "password",
  autocomplete: "new-password",
};

function requiredFields(list: string | undefined): Field[] {
  const names = JSON.parse(list ?? "[]") as string[];
  return names.map((name) => ({
    name,
    label: attributeLabel(name.replace(/^userAttributes\./, "")),
  }));
}

/** The answer of a form, as RespondToAuthChallenge takes it. */
export function responsesOf(form: URLSearchParams, name: string): Record<string, string> {
  const attributes = [...form].filter(([field]) => field.startsWith("userAttributes."));
  const given = (form.get("code") ?? "").trim();
  if (name === "SELECT_MFA_TYPE") return { ANSWER: form.get("answer") ?? "" };
  return name === "NEW_PASSWORD_REQUIRED"
    ? { NEW_PASSWORD: form.get("new_password") ?? "", ...Object.fromEntries(attributes) }
    : { [`${name}_CODE`]: given };
}
