import type { UserPoolDefinition } from "../../../graph/deployed";
import { poolSettings } from "../cognito-idp/describe/pool-settings";
import type { AwsRequest } from "../service/http/exchange";
import type { AuthorizationRequest } from "./authorization-request";
import type { Field } from "./form";

/** One request for a page, its query and form read. */
export interface PageCall {
  asked: AuthorizationRequest;
  /** The query string, which every page hands on. */
  query: string;
  /** Empty for a GET. */
  form: URLSearchParams;
  csrf: { token: string; setCookie: string };
  /** What the page has to say about the request before. */
  error?: string;
}

/** The address of another page of the same sign-in. */
export function pageAddress({ query }: PageCall, path: string): string {
  return `${path}?${query}`;
}

/** The request as one of an operation of user pools, whose input AWS's model judges. */
export function asOperation(request: AwsRequest, operation: string): AwsRequest {
  return { ...request, service: "cognito-idp", operation };
}

/** What people of a pool are called by. */
export function usernameField(pool: UserPoolDefinition): Field {
  const { usernameAttributes, aliasAttributes } = poolSettings(pool);
  const field = { name: "username", autocomplete: "username" } as const;
  const names = usernameAttributes.length > 0 ? usernameAttributes : aliasAttributes;
  const addresses = [
    ...(names.includes("email") ? ["E-mail"] : []),
    ...(names.includes("phone_number") ? ["phone number"] : []),
  ];
  const all = usernameAttributes.length > 0 ? addresses : ["Username", ...addresses];
  const label = all.map((name) => name.toLowerCase()).join(" or ");
  const type = all.length > 1 ? "text" : all[0] === "E-mail" ? "email" : "text";
  return { ...field, type, label: label.charAt(0).toUpperCase() + label.slice(1) };
}

/** Name of an attribute for people. */
export function attributeLabel(name: string): string {
  const words: Readonly<Record<string, string>> = { email: "E-mail", phone_number: "Phone number" };
  const plain = name.replace(/^custom:/, "").replace(/_/g, " ");
  return words[name] ?? plain.charAt(0).toUpperCase() + plain.slice(1);
}
