import type { OperationTable } from "../json-service";
import { adminInitiateAuth, adminRespondToAuthChallenge } from "./admin-auth";
import * as adminChange from "./admin-change-user";
import { adminCreateUser } from "./admin-create-user";
import { changePassword } from "./change-password";
import { confirmSignUp } from "./confirm-sign-up";
import { adminDeleteUser, deleteUser } from "./delete-user";
import { describeUserPoolClient, listUserPoolClients } from "./describe-client";
import * as describe from "./describe-pool";
import * as devices from "./devices";
import { confirmForgotPassword, forgotPassword } from "./forgot-password";
import { getTokensFromRefreshToken } from "./get-tokens-from-refresh-token";
import { getUser } from "./get-user";
import * as groups from "./group-operations";
import { initiateAuth } from "./initiate-auth";
import { listUsers } from "./list-users";
import { adminSetUserMfaPreference, setUserMfaPreference } from "./mfa-preference";
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
  AdminForgetDevice: devices.adminForgetDevice,
  AdminGetDevice: devices.adminGetDevice,
  AdminGetUser: adminChange.adminGetUser,
  AdminInitiateAuth: adminInitiateAuth,
  AdminListDevices: devices.adminListDevices,
  AdminListGroupsForUser: groups.adminListGroupsForUser,
  AdminRemoveUserFromGroup: groups.adminRemoveUserFromGroup,
  AdminResetUserPassword: adminChange.adminResetUserPassword,
  AdminRespondToAuthChallenge: adminRespondToAuthChallenge,
  AdminSetUserPassword: adminChange.adminSetUserPassword,
  AdminSetUserMFAPreference: adminSetUserMfaPreference,
  AdminUpdateDeviceStatus: devices.adminUpdateDeviceStatus,
  AdminUpdateUserAttributes: adminChange.adminUpdateUserAttributes,
  AdminUserGlobalSignOut: adminUserGlobalSignOut,
  AssociateSoftwareToken: softwareToken.associateSoftwareToken,
  ChangePassword: changePassword,
  ConfirmDevice: devices.confirmDevice,
  ConfirmForgotPassword: confirmForgotPassword,
  ConfirmSignUp: confirmSignUp,
  CreateGroup: groups.createGroup,
  DeleteGroup: groups.deleteGroup,
  DeleteUser: deleteUser,
  DeleteUserAttributes: attributes.deleteUserAttributes,
  DescribeResourceServer: describe.describeResourceServer,
  DescribeUserPool: describe.describeUserPool,
  DescribeUserPoolClient: describeUserPoolClient,
  DescribeUserPoolDomain: describe.describeUserPoolDomain,
  ForgetDevice: devices.forgetDevice,
  ForgotPassword: forgotPassword,
  GetDevice: devices.getDevice,
  GetGroup: groups.getGroup,
  GetTokensFromRefreshToken: getTokensFromRefreshToken,
  GetUser: getUser,
  GetUserAttributeVerificationCode: attributes.getUserAttributeVerificationCode,
  GetUserPoolMfaConfig: describe.getUserPoolMfaConfig,
  GlobalSignOut: globalSignOut,
  InitiateAuth: initiateAuth,
  ListDevices: devices.listDevices,
  ListGroups: groups.listGroups,
  ListResourceServers: describe.listResourceServers,
  ListUserPoolClients: listUserPoolClients,
  ListUserPools: describe.listUserPools,
  ListUsers: listUsers,
  ListUsersInGroup: groups.listUsersInGroup,
  ResendConfirmationCode: resendConfirmationCode,
  RespondToAuthChallenge: respondToAuthChallenge,
  RevokeToken: revokeToken,
  SetUserMFAPreference: setUserMfaPreference,
  SignUp: signUp,
  UpdateDeviceStatus: devices.updateDeviceStatus,
  UpdateGroup: groups.updateGroup,
  UpdateUserAttributes: attributes.updateUserAttributes,
  VerifySoftwareToken: softwareToken.verifySoftwareToken,
  VerifyUserAttribute: attributes.verifyUserAttribute,
};
