import * as pulumi from "@pulumi/pulumi";
import {
  IdentityPool as CognitoIdentityPool,
  IdentityPoolRoleAttachment,
} from "@pulumi/aws/cognito";
import type { Role } from "@pulumi/aws/iam";
import { ownDatasetsStatement } from "../../iam/write/grants";
import { groupPart, type IdentityPoolModel } from "../../model";
import { callRights } from "../parts/call-rights";
import { argumentsFor, nameInAws, tagsOf, type ApiContext } from "../context";
import { registerProviders } from "./identity-providers";
import { placeholders } from "../stack/placeholders";
import { registerRole } from "../parts/role";
import { trustIdentityPool } from "../parts/trust";

/** A client whose tokens are exchanged. */
export interface ExchangedClient {
  clientId: pulumi.Input<string>;
  /** `cognito-idp.<region>.amazonaws.com/<pool>` */
  providerName: pulumi.Input<string>;
}

/** What an identity pool is made of. */
export interface IdentityPoolArgs {
  context: ApiContext;
  pool: IdentityPoolModel;
  /** The pool's own client first, then those that the row names. */
  clients: readonly ExchangedClient[];
  apiId: pulumi.Input<string>;
}

/** An identity pool and the roles whose credentials it hands out. */
export class IdentityPool extends pulumi.ComponentResource {
  readonly id: pulumi.Output<string>;
  /** The role of people who signed in. */
  readonly role: Role;
  /** The role of people who did not, where they get credentials at all. */
  readonly guestRole?: Role;
  /** By group of the user pool, the first in front: the role of its people. */
  readonly groupRoles: Readonly<Record<string, Role>>;
  readonly #args: IdentityPoolArgs;

  constructor(name: string, args: IdentityPoolArgs, opts: pulumi.ComponentResourceOptions) {
    const { pool } = args;
    super("gatehouse:index:IdentityPool", name, identityPoolInputs(pool), opts);
    this.#args = args;
    this.id = this.#registerPool(name).id;
    const { calls, guestCalls, groups } = pool;
    this.role = this.#registerRole(name, { people: "authenticated", calls });
    if (guestCalls) {
      const people = "unauthenticated";
      this.guestRole = this.#registerRole(`${name}-guest`, { people, calls: guestCalls });
    }
    this.groupRoles = Object.fromEntries(
      groups.map((group) => {
        const all = [...new Set([...calls, ...group.calls])].sort();
        const parts = { people: "authenticated", calls: all, group: group.name } as const;
        return [group.name, this.#registerRole(`${name}-${groupPart(group.name)}`, parts)];
      }),
    );
    this.#attachRoles(name);
    this.registerOutputs();
  }

  #registerPool(name: string): CognitoIdentityPool {
    const { context, pool, clients } = this.#args;
    const kept = !context.config.disposable;
    return new CognitoIdentityPool(
      name,
      argumentsFor(
        context,
        { type: "aws:cognito/identityPool:IdentityPool", name },
        {
          identityPoolName: nameInAws(context, name),
          allowUnauthenticatedIdentities: pool.guestCalls !== undefined,
          // The basic flow lets people choose a role and its session themselves.
          allowClassicFlow: pool.classicFlow,
          cognitoIdentityProviders: clients.map((client) => ({
            ...client,
            serverSideTokenCheck: true,
          })),
          ...registerProviders(context, pool, this),
          tags: tagsOf(context),
        },
      ),
      { parent: this, protect: kept, retainOnDelete: kept },
    );
  }

  #attachRoles(name: string): void {
    const { context, clients } = this.#args;
    const type = "aws:cognito/identityPoolRoleAttachment:IdentityPoolRoleAttachment";
    new IdentityPoolRoleAttachment(
      name,
      argumentsFor(
        context,
        { type, name },
        {
          identityPoolId: this.id,
          roles: {
            authenticated: this.role.arn,
            ...(this.guestRole ? { unauthenticated: this.guestRole.arn } : {}),
          },
          ...(Object.keys(this.groupRoles).length === 0
            ? {}
            : { roleMappings: clients.map(byGroupOfTheToken) }),
        },
      ),
      { parent: this },
    );
  }

  #registerRole(
    name: string,
    parts: {
      people: "authenticated" | "unauthenticated";
      calls: readonly string[];
      group?: string;
    },
  ): Role {
    const { context, apiId, pool } = this.#args;
    const { people, calls, group } = parts;
    const { statements, notes } = callRights(context, { name, calls });
    for (const note of notes) void pulumi.log.warn(note, this);
    const datasets =
      pool.sync && people === "authenticated" ? [ownDatasetsStatement(placeholders)] : [];
    const who = group === undefined ? people : `${people} (group ${group})`;
    return registerRole(context, {
      name,
      description: `${who} people of the identity pool ${pool.name}`,
      trust: (place) => this.id.apply((id) => trustIdentityPool(id, people, place)),
      statements: [...statements, ...datasets],
      apiId,
      parent: this,
    }).role;
  }
}

/** The token names its people's roles; where it names none that counts, they get what all have. */
function byGroupOfTheToken({ clientId, providerName }: ExchangedClient) {
  return {
    identityProvider: pulumi.interpolate`${providerName}:${clientId}`,
    type: "Token",
    ambiguousRoleResolution: "AuthenticatedRole",
  };
}

/** What the row says, without what it leaves out: this is what `pulumi preview` compares. */
function identityPoolInputs(pool: IdentityPoolModel): pulumi.Inputs {
  const { userPool, clients, providers, calls, groups, guestCalls, sync, classicFlow } = pool;
  return {
    userPool,
    ...(clients.length > 0 ? { clients: [...clients] } : {}),
    ...(Object.keys(providers).length > 0 ? { providers: shownProviders(providers) } : {}),
    calls: [...calls],
    ...(groups.length > 0
      ? { groups: Object.fromEntries(groups.map((group) => [group.name, [...group.calls]])) }
      : {}),
    ...(guestCalls === undefined ? {} : { guestCalls: [...guestCalls] }),
    ...(sync ? { sync } : {}),
    ...(classicFlow ? { classicFlow } : {}),
  };
}

function shownProviders({ saml, ...others }: IdentityPoolModel["providers"]) {
  return { ...others, ...(saml === undefined ? {} : { saml: saml.map(({ name }) => name) }) };
}
