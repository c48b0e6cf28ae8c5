/** Who calls, as report and diff name them. */
export type CallerId =
  | { kind: "anyone" }
  | { kind: "role" | "user" | "authorizer"; name: string }
  | { kind: "pool"; name: string; scope?: string }
  | { kind: "account"; accountId: string }
  | { kind: "arn"; arn: string };

/** The account that stands for every other one. */
export const foreignAccount = "999999999999";

/** `anyone`, `role:billing`, `pool:customers orders/write`, `account:…` or an ARN: keys of maps and of JSON. */
export function idOf(caller: CallerId): string {
  switch (caller.kind) {
    case "anyone":
      return "anyone";
    case "account":
      return `account:${caller.accountId}`;
    case "arn":
      return caller.arn;
    case "pool":
      return `pool:${caller.name}${caller.scope === undefined ? "" : ` ${caller.scope}`}`;
    case "role":
    case "user":
    case "authorizer":
      return `${caller.kind}:${caller.name}`;
    default:
      return caller satisfies never;
  }
}

const isScope = (text: string): boolean =>
  text.includes("/") || /^(openid|email|phone|profile|aws\.cognito\..+)$/.test(text);

/** The caller of an id; the one place that reads them. */
export function callerOf(id: string): CallerId {
  const [, kind, rest = ""] = /^(role|user|authorizer|pool|account):(.*)$/s.exec(id) ?? [];
  switch (kind) {
    case "role":
    case "user":
    case "authorizer":
      return { kind, name: rest };
    case "account":
      return { kind, accountId: rest };
    case "pool": {
      // A scope holds no space; a pool's name may.
      const cut = rest.lastIndexOf(" ");
      const scope = rest.slice(cut + 1);
      return cut >= 0 && isScope(scope)
        ? { kind, name: rest.slice(0, cut), scope }
        : { kind, name: rest };
    }
    default:
      return id === "anyone" ? { kind: "anyone" } : { kind: "arn", arn: id };
  }
}

/** Whether a caller passes by a signature alone. */
export function signs({ kind }: CallerId): boolean {
  return kind === "role" || kind === "user" || kind === "account" || kind === "arn";
}

/** `pool customers, scope orders/write`. `own`: the account of the graph, which is then named as such. */
export function label(caller: CallerId, own?: string): string {
  switch (caller.kind) {
    case "anyone":
      return "anyone";
    case "arn":
      return caller.arn;
    case "account":
      if (own === undefined) return `account ${caller.accountId}`;
      if (caller.accountId === own) return "anybody else in this account";
      if (caller.accountId === foreignAccount) return "anybody with an AWS account";
      return `the AWS account ${caller.accountId}`;
    case "pool":
      return `pool ${caller.name}${caller.scope === undefined ? "" : `, scope ${caller.scope}`}`;
    case "role":
    case "user":
    case "authorizer":
      return `${caller.kind} ${caller.name}`;
    default:
      return caller satisfies never;
  }
}
