import type { OperationTable } from "../json-service";
import { adminInitiateAuth, adminRespondToAuthChallenge } from "./admin-auth";
import * as adminChange from "./admin-change-user";
import { adminCreateUser } from "./admin-create-user";
import { changePassword } from "./change-password";
import { confirmSignUp } from "./confirm-sign-up";
import { adminDeleteUser, deleteUser } from "./delete-user";
import * as describe from "./describe-pool";
import { confirmForgotPassword, forgotPassword } from "./forgot-password";
import { getTokensFromRefreshToken } from "./get-tokens-from-refresh-token";
import { getUser } from "./get-user";
import * as groups from "./group-operations";
import { initiateAuth } from "./initiate-auth";
import { listUsers } from "./list-users";
import { resendConfirmationCode } from "./resend-confirmation-code";
import { respondToAuthChallenge } from "./respond-to-auth-challenge";
import { adminUserGlobalSignOut, globalSignOut, revokeToken } from "./sign-out";
import { signUp } from "./sign-up";
import * as softwareToken from "./software-token";
import * as attributes from "./user-attributes";

/** The operations of Cognito's user pools. */
export const cognitoIdpOperations: OperationTable = {
  AdminAddUserToGroup: groups.adminAddUserToGroup,
  AdminConfirmSignUp: adminChange.adminConfirmSignUp,
  AdminCreateUser: adminCreateUser,
  AdminDeleteUser: adminDeleteUser,
  AdminDeleteUserAttributes: adminChange.adminDeleteUserAttributes,
  AdminDisableUser: adminChange.adminDisableUser,
  AdminEnableUser: adminChange.adminEnableUser,
  AdminGetUser: adminChange.adminGetUser,
  AdminInitiateAuth: adminInitiateAuth,
  AdminListGroupsForUser: groups.adminListGroupsForUser,
  AdminRemoveUserFromGroup: groups.adminRemoveUserFromGroup,
  AdminResetUserPassword: adminChange.adminResetUserPassword,
  AdminRespondToAuthChallenge: adminRespondToAuthChallenge,
  AdminSetUserPassword: adminChange.adminSetUserPassword,
  AdminSetUserMFAPreference: softwareToken.adminSetUserMfaPreference,
  AdminUpdateUserAttributes: adminChange.adminUpdateUserAttributes,
  AdminUserGlobalSignOut: adminUserGlobalSignOut,
  AssociateSoftwareToken: softwareToken.associateSoftwareToken,
  ChangePassword: changePassword,
  ConfirmForgotPassword: confirmForgotPassword,
  ConfirmSignUp: confirmSignUp,
  CreateGroup: groups.createGroup,
  DeleteGroup: groups.deleteGroup,
  DeleteUser: deleteUser,
  DeleteUserAttributes: attributes.deleteUserAttributes,
  DescribeUserPool: describe.describeUserPool,
  DescribeUserPoolClient: describe.describeUserPoolClient,
  ForgotPassword: forgotPassword,
  GetGroup: groups.getGroup,
  GetTokensFromRefreshToken: getTokensFromRefreshToken,
  GetUser: getUser,
  GetUserAttributeVerificationCode: attributes.getUserAttributeVerificationCode,
  GlobalSignOut: globalSignOut,
  InitiateAuth: initiateAuth,
  ListGroups: groups.listGroups,
  ListUserPoolClients: describe.listUserPoolClients,
  ListUserPools: describe.listUserPools,
  ListUsers: listUsers,
  ListUsersInGroup: groups.listUsersInGroup,
  ResendConfirmationCode: resendConfirmationCode,
  RespondToAuthChallenge: respondToAuthChallenge,
  RevokeToken: revokeToken,
  SetUserMFAPreference: softwareToken.setUserMfaPreference,
  SignUp: signUp,
  UpdateGroup: groups.updateGroup,
  UpdateUserAttributes: attributes.updateUserAttributes,
  VerifySoftwareToken: softwareToken.verifySoftwareToken,
  VerifyUserAttribute: attributes.verifyUserAttribute,
};
