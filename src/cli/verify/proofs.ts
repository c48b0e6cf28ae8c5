import type { TokenCredential } from "../../access/verify/caller";
import type { AwsKeys } from "../aws/call";

/** Why a proof cannot be had. */
export interface Unavailable {
  unavailable: string;
}

/** What a caller of an authorizer sends. */
export interface AuthorizerProof {
  headers: Readonly<Record<string, string>>;
  query: Readonly<Record<string, string>>;
}

/** Real credentials of everybody, as far as they can be had. */
export interface Proofs {
  /** The value of a key, by its id in the graph. */
  key(id: string): Promise<string | Unavailable>;
  signer(kind: "role" | "user", name: string): Promise<AwsKeys | Unavailable>;
  token(credential: TokenCredential): Promise<string | Unavailable>;
  authorizer(name: string, answer: "yes" | "no"): Promise<AuthorizerProof | Unavailable>;
  /** Deletes what was made for this. */
  close(): Promise<void>;
}

/** Says why there is none. */
export function unavailable(reason: string): Unavailable {
  return { unavailable: reason };
}

/** Whether a proof cannot be had. */
export function isUnavailable(proof: unknown): proof is Unavailable {
  return typeof proof === "object" && proof !== null && "unavailable" in proof;
}

/** The same answer for the same question, asked once. */
export function once<T>(ask: (name: string) => Promise<T>): (name: string) => Promise<T> {
  const known = new Map<string, Promise<T>>();
  return (name) => {
    let answer = known.get(name);
    if (!answer) known.set(name, (answer = ask(name)));
    return answer;
  };
}

/** What went wrong, as a reason; tools and AWS put no secret into their messages. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
