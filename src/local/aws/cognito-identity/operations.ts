import type { OperationTable } from "../service/json-service";
import { deleteIdentities } from "./delete-identities";
import { describeIdentity, listIdentities } from "./describe-identity";
import { describeIdentityPool, listIdentityPools } from "./describe-identity-pool";
import {
  getOpenIdTokenForDeveloperIdentity,
  lookupDeveloperIdentity,
  mergeDeveloperIdentities,
  unlinkDeveloperIdentity,
} from "./developer-identities";
import { getCredentialsForIdentity } from "./get-credentials-for-identity";
import { getId } from "./get-id";
import { getIdentityPoolRoles, getPrincipalTagAttributeMap } from "./get-identity-pool-roles";
import { getOpenIdToken } from "./get-open-id-token";
import { unlinkIdentity } from "./unlink-identity";

/** The operations of Cognito's identity pools. What changes a pool itself is the program's. */
export const cognitoIdentityOperations: OperationTable = {
  DeleteIdentities: deleteIdentities,
  DescribeIdentity: describeIdentity,
  DescribeIdentityPool: describeIdentityPool,
  GetCredentialsForIdentity: getCredentialsForIdentity,
  GetId: getId,
  GetIdentityPoolRoles: getIdentityPoolRoles,
  GetOpenIdToken: getOpenIdToken,
  GetOpenIdTokenForDeveloperIdentity: getOpenIdTokenForDeveloperIdentity,
  GetPrincipalTagAttributeMap: getPrincipalTagAttributeMap,
  ListIdentities: listIdentities,
  ListIdentityPools: listIdentityPools,
  LookupDeveloperIdentity: lookupDeveloperIdentity,
  MergeDeveloperIdentities: mergeDeveloperIdentities,
  UnlinkDeveloperIdentity: unlinkDeveloperIdentity,
  UnlinkIdentity: unlinkIdentity,
};
