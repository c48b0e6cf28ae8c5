import type { OperationTable } from "../json-service";
import { getCredentialsForIdentity } from "./get-credentials-for-identity";
import { getId } from "./get-id";
import { getOpenIdToken } from "./get-open-id-token";

/** The operations of Cognito's identity pools. */
export const cognitoIdentityOperations: OperationTable = {
  GetCredentialsForIdentity: getCredentialsForIdentity,
  GetId: getId,
  GetOpenIdToken: getOpenIdToken,
};
