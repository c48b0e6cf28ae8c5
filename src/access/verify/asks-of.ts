import { accessOf, type EndpointAccess } from "../who/access-of";
import { requestKeys } from "../../iam/context-keys";
import type { Deployed } from "../../graph/deployed";
import { candidatesOf } from "../who/candidates";
import type { Context } from "../who/contexts";
import { openKeys, type Probes } from "../who/probes";
import { type Caller, type Credential, type KeyProof } from "./caller";
import { callersOf, keyCaller } from "./callers-of";
import { expectedOf, takesClient, type Expected, type ExpectedParts } from "./expected";
import { probeRequest, wholeRequest, type ProbeRequest } from "./probe-request";

/** One question to a gateway, and the answer that the graph gives. */
export interface Ask {
  access: EndpointAccess;
  caller: Caller;
  request: ProbeRequest;
  expected: Expected;
  /** Why it is not asked; absent where it is. */
  skip?: string;
}

/** What questions are made of beside the graph. */
export interface AskOptions {
  /** Where the calls come from; absent where that is not known. */
  sourceIp?: string;
  insideVpc?: boolean;
  /** Whether code may run that changes data. */
  allowWrites: boolean;
  now: Date;
}

/** All questions, and the callers that none is asked as. */
export interface Asks {
  asks: readonly Ask[];
  left: readonly { caller: string; reason: string }[];
}

/** The headers that every request of it has. */
export const ownHeaders: Readonly<Record<string, string>> = { "user-agent": "gatehouse-verify" };

/** The request as policies see it: several where they ask for keys that are not known from here. */
function contextsFrom(sourceIp: string, now: Date, { contexts }: Probes): readonly Context[] {
  const header = (name: string) => ownHeaders[name];
  const sent = requestKeys({ at: now.getTime(), sourceIp, header });
  const made = contexts.map((context) => ({ ...openKeys(context), ...sent }));
  return [
    ...new Map(made.map((one) => [JSON.stringify(Object.entries(one).sort()), one])).values(),
  ];
}

/** A token of the kind that the row takes: one that is refused for its fault alone. */
function fitted(credential: Credential, { endpoint }: EndpointAccess, definition: Deployed) {
  if (credential.kind !== "token" || credential.fault === undefined) return credential;
  const pool = definition.userPools.find(({ id }) => id === credential.poolId);
  const { authorizer, method } = endpoint;
  if (pool === undefined || !authorizer?.providerArns.includes(pool.arn)) return credential;
  const [scope] = method.authorizationScopes;
  if (scope !== undefined) return { ...credential, scope };
  const expression = authorizer.identityValidationExpression;
  const client = pool.clients.find(({ id }) => takesClient(expression, id));
  return client === undefined ? credential : { ...credential, client: client.name };
}

/** Where the row asks for a key as well, everybody brings one that it accepts, so that the rest decides. */
function withKeys(
  access: EndpointAccess,
  callers: readonly Caller[],
  { definition, passes }: { definition: Deployed; passes: (caller: Caller) => boolean },
): readonly Caller[] {
  const { keys, keyFromAuthorizer, endpoint } = access;
  const isAsWell = keys !== "none" && !keyFromAuthorizer && endpoint.word !== "apiKey";
  const opening = isAsWell ? keys[0] : undefined;
  if (opening === undefined) return callers;
  const proofOf = (key: typeof opening.key): KeyProof & { kind: "key" } => ({
    kind: "key",
    id: key.id,
    name: keyCaller(key, definition.apiKeys),
  });
  const bring = (caller: Caller, key: KeyProof & { kind: "key" }): Caller => ({
    ...caller,
    name: `${caller.name}+${key.name}`,
    key,
  });
  const keyed = callers.map((caller) =>
    caller.credential.kind === "none" ? caller : bring(caller, proofOf(opening.key)),
  );
  // Whoever passes is asked about without key, and with each other one.
  const passing = callers.find(
    (caller, index) => caller.credential.kind !== "none" && passes(keyed[index] ?? caller),
  );
  if (passing === undefined) return keyed;
  const proofs = callers.flatMap(({ key }) => (key.kind === "key" ? [key] : []));
  return [
    ...keyed,
    passing,
    { ...passing, name: `${passing.name}+wrong key`, key: { kind: "wrong" } },
    ...proofs.filter(({ id }) => id !== opening.key.id).map((key) => bring(passing, key)),
  ];
}

function askOf(
  access: EndpointAccess,
  caller: Caller,
  { parts, options }: { parts: ExpectedParts; options: AskOptions },
): Ask {
  const gentle = probeRequest(access.endpoint);
  const expected = expectedOf(access, { caller, sent: gentle, parts });
  // The row's own check stands behind validation: a request that validation refuses does not get there.
  const mustRun = gentle.manner === "refused" && expected.byEntry === true;
  const request = mustRun || gentle.manner === "whole" ? wholeRequest(access.endpoint) : gentle;
  const skip =
    expected.answer === "unsure"
      ? expected.because
      : request.manner === "whole" && !options.allowWrites
        ? mustRun
          ? "the row's own check of plans stands behind validation, so its code could run: --allow-writes asks"
          : "validation refuses no request of this method, so its code could run: --allow-writes asks"
        : undefined;
  return { access, caller, request, expected, ...(skip !== undefined && { skip }) };
}

/** Every endpoint as every caller, each pair once. */
export function asksOf(definition: Deployed, options: AskOptions): Asks {
  const access = accessOf(definition);
  const { all, left } = callersOf(definition);
  const parts: ExpectedParts = {
    definition,
    candidates: new Map(candidatesOf(definition).map((one) => [one.id, one])),
    contexts:
      options.sourceIp === undefined
        ? access.probes.contexts
        : contextsFrom(options.sourceIp, options.now, access.probes),
    insideVpc: options.insideVpc ?? false,
  };
  const asks = access.endpoints.flatMap((one) => {
    const { authorizer } = one.endpoint;
    const callers = all
      .filter(
        ({ credential }) =>
          credential.kind !== "authorizer" || credential.name === authorizer?.name,
      )
      .map((caller) => ({ ...caller, credential: fitted(caller.credential, one, definition) }));
    const sent = probeRequest(one.endpoint);
    const passes = (caller: Caller) =>
      expectedOf(one, { caller, sent, parts }).answer === "allowed";
    return withKeys(one, callers, { definition, passes }).map((caller) =>
      askOf(one, caller, { parts, options }),
    );
  });
  return { asks, left };
}
