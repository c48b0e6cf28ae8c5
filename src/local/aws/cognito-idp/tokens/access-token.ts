import { AwsError } from "../../service/aws-error";
import type { AwsContext } from "../../service/context";
import { signInOf } from "./claims";
import { lookUpClient, type PoolClient } from "../describe/find-pool";
import { adminScope } from "./issue-tokens";
import type { SignIn } from "../store/sign-ins";
import type { User } from "../store/users";

/** Whose access token it is; throws Cognito's refusals. */
export async function ownerOfAccessToken(
  context: AwsContext,
  token: string,
  scope: string = adminScope,
): Promise<PoolClient & { user: User; signIn: SignIn }> {
  const poolArns = context.definition().userPools.map(({ arn }) => arn);
  if (!isJwt(token)) throw refused("Invalid Access Token");
  const verdict = await context.tokens.verify(token, poolArns);
  if (!verdict.valid) {
    throw refused(
      verdict.expired ? "Access Token has expired" : "Could not verify signature for Access Token",
    );
  }
  if (verdict.use !== "access") throw refused("Invalid Access Token");
  const { client_id: clientId, username } = verdict.claims;
  const found = lookUpClient(context.definition(), String(clientId));
  if (!found || typeof username !== "string") throw refused("Invalid Access Token");
  if (!String(verdict.claims["scope"]).split(" ").includes(scope)) {
    throw refused("Access Token does not have required scopes");
  }
  const user = context.cognito.users.find(found.pool, username);
  if (!user) throw new AwsError("UserNotFoundException", "User does not exist.");
  const signIn = context.cognito.signIns.find(found.pool.id, username, signInOf(verdict.claims));
  if (!signIn || signIn.revoked) throw refused("Access Token has been revoked");
  if (!user.enabled) throw refused("User is disabled.");
  return { ...found, user, signIn };
}

/** Whether a text has the parts of a token: header and claims that are JSON objects. */
function isJwt(text: string): boolean {
  const [header, claims, ...rest] = text.split(".");
  return rest.length === 1 && [header, claims].every(isJsonObject);
}

function isJsonObject(part: string | undefined): boolean {
  try {
    const value: unknown = JSON.parse(Buffer.from(part ?? "", "base64url").toString("utf8"));
    return typeof value === "object" && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

function refused(message: string): AwsError {
  return new AwsError("NotAuthorizedException", message);
}
