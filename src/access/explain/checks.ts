/** What a request goes through, named by what is looked at. */
export type Check =
  | "route"
  | "resourcePolicy"
  | "credential"
  | "policies"
  | "authorizer"
  | "key"
  | "limits"
  | "validation"
  | "integration";

/** How a check is called where people read it. */
export const checkTitles: Readonly<Record<Check, string>> = {
  route: "stage and route",
  resourcePolicy: "resource policy",
  credential: "credential",
  policies: "policies",
  authorizer: "authorizer",
  key: "key and plan",
  limits: "quota and throttle",
  validation: "validation",
  integration: "integration",
};

/** One check that a request has passed, and by what. */
export interface Step {
  check: Check;
  text: string;
}
