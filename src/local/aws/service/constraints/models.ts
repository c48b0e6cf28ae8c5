import cognitoIdentity from "./cognito-identity.json";
import cognitoIdp from "./cognito-idp.json";
import cognitoSync from "./cognito-sync.json";
import lambda from "./lambda.json";
import ssm from "./ssm.json";
import sts from "./sts.json";

/** A shape of AWS's model, with the constraints that it puts on a value. */
export interface Shape {
  type: string;
  min?: number;
  max?: number;
  pattern?: string;
  enum?: readonly string[];
  required?: readonly string[];
  /** AWS does not repeat the value in a refusal. */
  sensitive?: boolean;
  /** The shapes of a structure's members, a list's entries, a map's values. */
  members?: Readonly<Record<string, string>>;
  member?: string;
  key?: string;
  value?: string;
}

/** The inputs of a service: the shape of each operation, and all shapes by name. */
export interface Model {
  operations: Readonly<Record<string, string>>;
  shapes: Readonly<Record<string, Shape>>;
  /** Its requests carry numbers as text. */
  inText?: boolean;
}

/** Services whose inputs are known, and how each names a value that breaks a constraint. */
export const models: Readonly<Record<string, { model: Model; code: string }>> = {
  "cognito-idp": { model: cognitoIdp, code: "InvalidParameterException" },
  // Recorded: aws-amplify/amplify-swift#2864.
  "cognito-identity": { model: cognitoIdentity, code: "ValidationException" },
  "cognito-sync": { model: { ...cognitoSync, inText: true }, code: "InvalidParameterException" },
  lambda: { model: lambda, code: "ValidationException" },
  ssm: { model: ssm, code: "ValidationException" },
  sts: { model: { ...sts, inText: true }, code: "ValidationError" },
};
