import type { UserPoolDefinition } from "../../../../graph/deployed";
import { randomCode } from "../../../identities/random";
import type { Log, SentCode, Store } from "../../../start/services";
import { equalSecrets } from "../../../sigv4";
import { AwsError } from "../../service/aws-error";
import type { User } from "./users";

/** What a code is for, as the sources of Cognito's message trigger are named. */
export type CodePurpose =
  | "SignUp"
  | "ForgotPassword"
  | "VerifyUserAttribute:email"
  | "VerifyUserAttribute:phone_number"
  | "Authentication"
  /** In place of a password. */
  | "SignIn";

/** Where a code went, as the answers of operations say it. */
export interface CodeDelivery {
  Destination: string;
  DeliveryMedium: "EMAIL" | "SMS";
  AttributeName: "email" | "phone_number";
}

interface PendingCode {
  code: string;
  attribute: "email" | "phone_number";
  to: string;
  expiresAt: number;
  wrong: number;
  /** Nobody got it: no answer is right. */
  pretended?: true;
}

export interface CodeTarget {
  pool: UserPoolDefinition;
  user: Pick<User, "username" | "attributes">;
  purpose: CodePurpose;
}

/** Codes that were sent, and the ones that still wait for their answer. */
export interface Codes {
  /** Sends a code to an address: to the log and the list of codes. */
  send(target: CodeTarget, attribute: "email" | "phone_number", to: string): Promise<CodeDelivery>;
  /** Does as `send` where nothing is sent, so that later answers do not tell. */
  pretend(target: CodeTarget): Promise<void>;
  /** Puts a message without a code to check on the list, such as a temporary password. */
  tell(pool: UserPoolDefinition, message: { to: string; code: string; purpose: string }): void;
  /**
   * Uses a code up, and says which of the user's addresses it proves; throws Cognito's refusals.
   * A code that went to an address which is no longer the user's proves nothing.
   */
  take(target: CodeTarget, code: string): Promise<"email" | "phone_number">;
  /** Every code sent so far, newest last. */
  sent(): SentCode[];
}

const hour = 60 * 60 * 1000;
/** https://docs.aws.amazon.com/cognito/latest/developerguide/limits.html#limits-hard: how long codes hold. */
const lifetimes = {
  SignUp: 24 * hour,
  ForgotPassword: hour,
  Authentication: hour / 20,
  SignIn: hour / 20,
};
const wrongTries = 5;
const codesAnHour = 20;
const keptCodes = 1_000;

/** Codes over the tables `codes`, `codeSendings` and `sentCodes`. */
export function createCodes(store: Store, log: Log): Codes {
  const pending = store.table<PendingCode>("codes");
  const sendings = store.table<{ since: number; count: number }>("codeSendings");
  const sent = store.table<SentCode>("sentCodes");
  let number = Number([...sent.entries()].at(-1)?.[0] ?? 0);
  const note = (
    pool: UserPoolDefinition,
    message: { to: string; code: string; purpose: string },
  ) => {
    const shown: SentCode = {
      userPool: pool.name,
      to: message.to,
      code: message.code,
      purpose: message.purpose,
      at: new Date(Date.now()).toISOString(),
    };
    number += 1;
    sent.putNow(String(number).padStart(12, "0"), shown);
    sent.removeNow(String(number - keptCodes).padStart(12, "0"));
    log.code(shown);
  };
  const keep = async (target: CodeTarget, one: Omit<PendingCode, "expiresAt" | "wrong">) => {
    const key = codeKey(target);
    const lifetime = lifetimes[target.purpose as keyof typeof lifetimes] ?? 24 * hour;
    const expiresAt = Date.now() + lifetime;
    await pending.transaction(() => {
      countSending(sendings, key);
      pending.putNow(key, { ...one, expiresAt, wrong: 0 });
    });
  };
  return {
    pretend: (target) => keep(target, { code: "", attribute: "email", to: "", pretended: true }),
    async send(target, attribute, to) {
      const code = randomCode();
      await keep(target, { code, attribute, to });
      note(target.pool, { to, code, purpose: target.purpose.split(":")[0] ?? "" });
      return delivery(attribute, to);
    },
    tell: note,
    async take(target, code) {
      const key = codeKey(target);
      const result = await pending.transaction(() => {
        const waiting = pending.get(key);
        if (!waiting) return "none";
        if (waiting.wrong >= wrongTries) return "spent";
        if (Date.now() >= waiting.expiresAt) return "none";
        const { pretended = false, attribute, to } = waiting;
        if (!pretended && target.user.attributes[attribute] !== to) return "none";
        if (pretended || !equalSecrets(waiting.code, code)) {
          pending.putNow(key, { ...waiting, wrong: waiting.wrong + 1 });
          return "wrong";
        }
        pending.removeNow(key);
        sendings.removeNow(key);
        return attribute;
      });
      if (result === "email" || result === "phone_number") return result;
      if (result === "wrong" && inSignIn.has(target.purpose)) throw wrongInSignIn();
      throw refusals[result]();
    },
    sent: () => [...sent.entries()].map(([, code]) => code),
  };
}

/** The refusal where no code waits. */
export function expiredCode(): AwsError {
  return new AwsError(
    "ExpiredCodeException",
    "Invalid code provided, please request a code again.",
  );
}

const refusals = {
  none: expiredCode,
  wrong: () =>
    new AwsError("CodeMismatchException", "Invalid verification code provided, please try again."),
  spent: () =>
    new AwsError("LimitExceededException", "Attempt limit exceeded, please try after some time."),
};

/** Purposes of the codes that answer a challenge. */
const inSignIn = new Set<string>(["Authentication", "SignIn"]);

function wrongInSignIn(): AwsError {
  return new AwsError("CodeMismatchException", "Invalid code or auth state for the user.");
}

function codeKey({ pool, user, purpose }: CodeTarget): string {
  return `${pool.id} ${user.username} ${purpose}`;
}

/** Without a limit, a new code after five wrong ones would let anyone guess on. */
function countSending(
  table: {
    get(key: string): { since: number; count: number } | undefined;
    putNow(key: string, value: { since: number; count: number }): void;
  },
  key: string,
): void {
  const before = table.get(key);
  const now = Date.now();
  const running = before && now - before.since < hour ? before : { since: now, count: 0 };
  if (running.count >= codesAnHour) throw refusals.spent();
  table.putNow(key, { ...running, count: running.count + 1 });
}

/** `jane@example.com` → `j***@e***`, `+15555550123` → `+*******0123`, as Cognito masks them. */
export function delivery(attribute: "email" | "phone_number", to: string): CodeDelivery {
  if (attribute === "phone_number") {
    const Destination = `+${"*".repeat(Math.max(to.length - 5, 0))}${to.slice(-4)}`;
    return { Destination, DeliveryMedium: "SMS", AttributeName: attribute };
  }
  const [name = "", domain = ""] = to.split("@");
  const Destination = `${name.charAt(0)}***@${domain.charAt(0)}***`;
  return { Destination, DeliveryMedium: "EMAIL", AttributeName: attribute };
}
