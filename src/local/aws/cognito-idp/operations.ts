import type { OperationTable } from "../service/json-service";
import { adminInitiateAuth, adminRespondToAuthChallenge } from "./sign-in/admin-auth";
import * as adminChange from "./admin/admin-change-user";
import { adminCreateUser } from "./admin/admin-create-user";
import { changePassword } from "./user/change-password";
import { confirmSignUp } from "./sign-up/confirm-sign-up";
import { adminDeleteUser, deleteUser } from "./user/delete-user";
import { describeUserPoolClient, listUserPoolClients } from "./describe/describe-client";
import * as describe from "./describe/describe-pool";
import { deviceOfAdmin, ownDevice } from "./user/devices";
import { confirmForgotPassword, forgotPassword } from "./sign-up/forgot-password";
import { getTokensFromRefreshToken } from "./tokens/get-tokens-from-refresh-token";
import { getUser } from "./user/get-user";
import * as groups from "./admin/group-operations";
import { initiateAuth } from "./sign-in/initiate-auth";
import { listUsers } from "./admin/list-users";
import { adminSetUserMfaPreference, setUserMfaPreference } from "./mfa/mfa-preference";
import { resendConfirmationCode } from "./sign-up/resend-confirmation-code";
import { respondToAuthChallenge } from "./sign-in/respond-to-auth-challenge";
import { adminUserGlobalSignOut, globalSignOut, revokeToken } from "./tokens/sign-out";
import { signUp } from "./sign-up/sign-up";
import * as softwareToken from "./mfa/software-token";
import * as attributes from "./user/user-attributes";

/** The operations of Cognito's user pools. */
export const cognitoIdpOperations: OperationTable = {
  AdminAddUserToGroup: groups.adminAddUserToGroup,
  AdminConfirmSignUp: adminChange.adminConfirmSignUp,
  AdminCreateUser: adminCreateUser,
  AdminDeleteUser: adminDeleteUser,
  AdminDeleteUserAttributes: adminChange.adminDeleteUserAttributes,
  AdminDisableUser: adminChange.adminDisableUser,
  AdminEnableUser: adminChange.adminEnableUser,
  AdminForgetDevice: deviceOfAdmin("AdminForgetDevice"),
  AdminGetDevice: deviceOfAdmin("AdminGetDevice"),
  AdminGetUser: adminChange.adminGetUser,
  AdminInitiateAuth: adminInitiateAuth,
  AdminListDevices: deviceOfAdmin("AdminListDevices"),
  AdminListGroupsForUser: groups.adminListGroupsForUser,
  AdminRemoveUserFromGroup: groups.adminRemoveUserFromGroup,
  AdminResetUserPassword: adminChange.adminResetUserPassword,
  AdminRespondToAuthChallenge: adminRespondToAuthChallenge,
  AdminSetUserPassword: adminChange.adminSetUserPassword,
  AdminSetUserMFAPreference: adminSetUserMfaPreference,
  AdminUpdateDeviceStatus: deviceOfAdmin("AdminUpdateDeviceStatus"),
  AdminUpdateUserAttributes: adminChange.adminUpdateUserAttributes,
  AdminUserGlobalSignOut: adminUserGlobalSignOut,
  AssociateSoftwareToken: softwareToken.associateSoftwareToken,
  ChangePassword: changePassword,
  ConfirmDevice: ownDevice,
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
  ForgetDevice: ownDevice,
  ForgotPassword: forgotPassword,
  GetDevice: ownDevice,
  GetGroup: groups.getGroup,
  GetTokensFromRefreshToken: getTokensFromRefreshToken,
  GetUser: getUser,
  GetUserAttributeVerificationCode: attributes.getUserAttributeVerificationCode,
  GetUserPoolMfaConfig: describe.getUserPoolMfaConfig,
  GlobalSignOut: globalSignOut,
  InitiateAuth: initiateAuth,
  ListDevices: ownDevice,
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
  UpdateDeviceStatus: ownDevice,
  UpdateGroup: groups.updateGroup,
  UpdateUserAttributes: attributes.updateUserAttributes,
  VerifySoftwareToken: softwareToken.verifySoftwareToken,
  VerifyUserAttribute: attributes.verifyUserAttribute,
};
