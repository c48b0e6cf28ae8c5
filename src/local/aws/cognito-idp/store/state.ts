import type { Log, Store } from "../../../start/services";
import {
  createAuthorizationCodes,
  type AuthorizationCodes,
} from "../../hosted/authorization-codes";
import { createBrowserSessions, type BrowserSessions } from "../../hosted/browser-sessions";
import { createChallenges, type Challenges } from "../sign-in/challenges";
import { createCodes, type Codes } from "./codes";
import { createGroups, type Groups } from "./groups";
import { createInTurn, type InTurn } from "./in-turn";
import { createNobodies, type Nobodies } from "./nobody";
import { createSignIns, type SignIns } from "./sign-ins";
import { createUsers, type Users } from "./users";

/** What the user pools keep, by pool id. */
export interface CognitoState {
  users: Users;
  groups: Groups;
  codes: Codes;
  signIns: SignIns;
  challenges: Challenges;
  authorizationCodes: AuthorizationCodes;
  browserSessions: BrowserSessions;
  nobodies: Nobodies;
  /** Password checks of one user happen one after the other, so that none slips past the lockout. */
  inTurn: InTurn;
}

/** Opens what the user pools keep. */
export function createCognitoState(store: Store, log: Log): CognitoState {
  return {
    users: createUsers(store),
    groups: createGroups(store),
    codes: createCodes(store, log),
    signIns: createSignIns(store),
    challenges: createChallenges(store),
    authorizationCodes: createAuthorizationCodes(store),
    browserSessions: createBrowserSessions(store),
    nobodies: createNobodies(store),
    inTurn: createInTurn(),
  };
}
