import type { Store } from "../../../start/services";
import { signInOf } from "./claims";
import { keyOf, type SignIn } from "../store/sign-ins";

/** How the sign-in behind a token's claims ended; undefined where it runs, or where none is known. */
export function createEndOfSignIn(
  store: Store,
): (claims: Readonly<Record<string, unknown>>) => string | undefined {
  const signIns = store.table<SignIn>("signIns");
  return (claims) => {
    const username = claims["cognito:username"] ?? claims["username"];
    const poolId = String(claims["iss"]).split("/").at(-1) ?? "";
    if (typeof username !== "string") return undefined;
    const signIn = signIns.get(keyOf({ poolId, username, id: signInOf(claims) }));
    return signIn?.revoked
      ? "its sign-in has ended by sign-out, revocation or an admin"
      : undefined;
  };
}
