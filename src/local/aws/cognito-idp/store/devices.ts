import { z } from "zod";
import type { UserPoolDefinition } from "../../../../graph/deployed";
import { AwsError } from "../../service/aws-error";
import type { AwsContext } from "../../service/context";
import { signed, unsigned } from "../../service/operation";
import { ownerOfAccessToken } from "../tokens/access-token";
import { adminTarget, adminUser, poolPermission, seconds } from "../admin/admin-user";
import { pageOf } from "./page";
import { poolSettings } from "../describe/pool-settings";
import { deviceKey, limit, paginationKey, token } from "../describe/shapes";
import type { Device, User } from "./users";

interface Owner {
  pool: UserPoolDefinition;
  user: User;
}

const named = { DeviceKey: deviceKey };
const status = { DeviceRememberedStatus: z.enum(["remembered", "not_remembered"]).optional() };
const paging = { Limit: limit.optional(), PaginationToken: paginationKey.optional() };

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ConfirmDevice.html */
export const confirmDevice = unsigned(
  z.object({
    AccessToken: token,
    ...named,
    DeviceName: z.string().min(1).max(1_024).optional(),
    DeviceSecretVerifierConfig: z
      .object({ PasswordVerifier: z.string().optional(), Salt: z.string().optional() })
      .optional(),
  }),
  async ({ input, context }) => {
    const { pool, user } = await ownerOfAccessToken(context, input.AccessToken);
    const settings = poolSettings(pool).devices;
    if (!settings) {
      throw new AwsError(
        "InvalidParameterException",
        "Device tracking is not enabled for the pool.",
      );
    }
    const now = Date.now();
    const device: Device = {
      key: input.DeviceKey,
      remembered: !settings.ask,
      createdAt: now,
      modifiedAt: now,
      ...(input.DeviceName !== undefined && { name: input.DeviceName }),
    };
    await changeDevices(context, { pool, user }, (all) => [
      ...all.filter(({ key }) => key !== device.key),
      device,
    ]);
    return { UserConfirmationNecessary: settings.ask };
  },
);

function changeDevices(
  context: AwsContext,
  { pool, user }: Owner,
  change: (all: readonly Device[]) => readonly Device[],
) {
  return context.cognito.users.change(pool, user.username, (before) => ({
    ...before,
    devices: change(before.devices ?? []),
  }));
}

function deviceOf({ user }: Owner, key: string): Device {
  const device = user.devices?.find((one) => one.key === key);
  if (!device) throw new AwsError("ResourceNotFoundException", "Device does not exist.");
  return device;
}

function shown(device: Device): object {
  return {
    DeviceKey: device.key,
    DeviceAttributes: [
      { Name: "device_status", Value: "valid" },
      ...(device.name === undefined ? [] : [{ Name: "device_name", Value: device.name }]),
      {
        Name: "dev:device_remembered_status",
        Value: device.remembered ? "remembered" : "not_remembered",
      },
    ],
    DeviceCreateDate: seconds(device.createdAt),
    DeviceLastModifiedDate: seconds(device.modifiedAt),
    DeviceLastAuthenticatedDate: seconds(device.modifiedAt),
  };
}

type Paging = { Limit?: number | undefined; PaginationToken?: string | undefined };

const getOf = (owner: Owner, key: string) => ({ Device: shown(deviceOf(owner, key)) });

function listOf({ user }: Owner, { Limit, PaginationToken }: Paging): object {
  const page = pageOf(user.devices ?? [], { limit: Limit, token: PaginationToken });
  return {
    Devices: page.items.map(shown),
    ...(page.next !== undefined && { PaginationToken: page.next }),
  };
}

async function forget(context: AwsContext, owner: Owner, key: string): Promise<object> {
  deviceOf(owner, key);
  await changeDevices(context, owner, (all) => all.filter((one) => one.key !== key));
  return {};
}

async function setStatus(
  context: AwsContext,
  owner: Owner,
  { key, wanted }: { key: string; wanted: string | undefined },
): Promise<object> {
  deviceOf(owner, key);
  await changeDevices(context, owner, (all) =>
    all.map((one) =>
      one.key === key
        ? { ...one, remembered: wanted === "remembered", modifiedAt: Date.now() }
        : one,
    ),
  );
  return {};
}

const own = { AccessToken: token };

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetDevice.html */
export const getDevice = unsigned(
  z.object({ AccessToken: token.optional(), ...named }),
  async ({ input, context }) =>
    getOf(await ownerOfAccessToken(context, input.AccessToken ?? ""), input.DeviceKey),
);

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListDevices.html */
export const listDevices = unsigned(z.object({ ...own, ...paging }), async ({ input, context }) =>
  listOf(await ownerOfAccessToken(context, input.AccessToken), input),
);

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ForgetDevice.html */
export const forgetDevice = unsigned(
  z.object({ AccessToken: token.optional(), ...named }),
  async ({ input, context }) =>
    forget(context, await ownerOfAccessToken(context, input.AccessToken ?? ""), input.DeviceKey),
);

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateDeviceStatus.html */
export const updateDeviceStatus = unsigned(
  z.object({ ...own, ...named, ...status }),
  async ({ input, context }) =>
    setStatus(context, await ownerOfAccessToken(context, input.AccessToken), {
      key: input.DeviceKey,
      wanted: input.DeviceRememberedStatus,
    }),
);

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminGetDevice.html */
export const adminGetDevice = signed(
  adminTarget.extend(named),
  poolPermission("AdminGetDevice"),
  async ({ input, context }) => getOf(adminUser(context, input), input.DeviceKey),
);

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminListDevices.html */
export const adminListDevices = signed(
  adminTarget.extend(paging),
  poolPermission("AdminListDevices"),
  async ({ input, context }) => listOf(adminUser(context, input), input),
);

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminForgetDevice.html */
export const adminForgetDevice = signed(
  adminTarget.extend(named),
  poolPermission("AdminForgetDevice"),
  async ({ input, context }) => forget(context, adminUser(context, input), input.DeviceKey),
);

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminUpdateDeviceStatus.html */
export const adminUpdateDeviceStatus = signed(
  adminTarget.extend({ ...named, ...status }),
  poolPermission("AdminUpdateDeviceStatus"),
  async ({ input, context }) =>
    setStatus(context, adminUser(context, input), {
      key: input.DeviceKey,
      wanted: input.DeviceRememberedStatus,
    }),
);
