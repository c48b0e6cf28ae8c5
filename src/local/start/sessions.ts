import type { Deployed } from "../../graph/deployed";
import type { Credentials, TemporaryCredentials } from "./services";

/** As long as STS gives a role at most: a script that reads `local.json` may run for hours. */
const durationSeconds = 12 * 3600;

/** New ones are made while the old ones still last this long. */
const marginMilliseconds = 15 * 60_000;

/** Credentials of every role for `local.json`; those that last are kept. */
export async function roleSessions(
  definition: Deployed,
  credentials: Pick<Credentials, "assume">,
  known: ReadonlyMap<string, TemporaryCredentials>,
): Promise<Map<string, TemporaryCredentials>> {
  const entries = await Promise.all(
    definition.roles.map(async ({ arn }) => {
      const kept = known.get(arn);
      if (kept && lasts(kept)) return [arn, kept] as const;
      return [
        arn,
        await credentials.assume(arn, { sessionName: "local", durationSeconds }),
      ] as const;
    }),
  );
  return new Map(entries);
}

/** Whether one of them ends soon. */
export function needRenewal(sessions: ReadonlyMap<string, TemporaryCredentials>): boolean {
  return [...sessions.values()].some((session) => !lasts(session));
}

const lasts = ({ expiresAt }: TemporaryCredentials) => expiresAt - marginMilliseconds > Date.now();
