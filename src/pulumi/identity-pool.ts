import * as pulumi from "@pulumi/pulumi";
import {
  IdentityPool as CognitoIdentityPool,
  IdentityPoolRoleAttachment,
} from "@pulumi/aws/cognito";
import type { Role } from "@pulumi/aws/iam";
import type { IdentityPoolModel } from "../model";
import { callRights } from "./call-rights";
import { argumentsFor, nameInAws, tagsOf, type ApiContext } from "./context";
import { registerRole } from "./role";
import { trustIdentityPool } from "./trust";
import type { UserPoolOutputs } from "./user-pool";

/** What an identity pool is made of. */
export interface IdentityPoolArgs {
  context: ApiContext;
  pool: IdentityPoolModel;
  userPool: UserPoolOutputs;
  apiId: pulumi.Input<string>;
}

/** An identity pool and the roles whose credentials it hands out. */
export class IdentityPool extends pulumi.ComponentResource {
  readonly id: pulumi.Output<string>;
  /** The role of people who signed in. */
  readonly role: Role;
  /** The role of people who did not, where they get credentials at all. */
  readonly guestRole?: Role;
  readonly #args: IdentityPoolArgs;

  constructor(name: string, args: IdentityPoolArgs, opts: pulumi.ComponentResourceOptions) {
    const { context, pool, userPool } = args;
    const { calls, guestCalls } = pool;
    super(
      "gatehouse:index:IdentityPool",
      name,
      {
        userPool: pool.userPool,
        calls: [...calls],
        ...(guestCalls === undefined ? {} : { guestCalls: [...guestCalls] }),
      },
      opts,
    );
    this.#args = args;
    const made = new CognitoIdentityPool(
      name,
      argumentsFor(
        context,
        { type: "aws:cognito/identityPool:IdentityPool", name },
        {
          identityPoolName: nameInAws(context, name),
          allowUnauthenticatedIdentities: guestCalls !== undefined,
          // The basic flow would let people choose a role and its session themselves.
          allowClassicFlow: false,
          cognitoIdentityProviders: [
            {
              clientId: userPool.clientId,
              providerName: userPool.providerName,
              serverSideTokenCheck: true,
            },
          ],
          tags: tagsOf(context),
        },
      ),
      {
        parent: this,
        protect: !context.config.disposable,
        retainOnDelete: !context.config.disposable,
      },
    );
    this.id = made.id;
    this.role = this.#registerRole(name, "authenticated", calls);
    if (guestCalls) {
      this.guestRole = this.#registerRole(`${name}-guest`, "unauthenticated", guestCalls);
    }
    this.#attachRoles(name);
    this.registerOutputs();
  }

  #attachRoles(name: string): void {
    const type = "aws:cognito/identityPoolRoleAttachment:IdentityPoolRoleAttachment";
    new IdentityPoolRoleAttachment(
      name,
      argumentsFor(
        this.#args.context,
        { type, name },
        {
          identityPoolId: this.id,
          roles: {
            authenticated: this.role.arn,
            ...(this.guestRole ? { unauthenticated: this.guestRole.arn } : {}),
          },
        },
      ),
      { parent: this },
    );
  }

  #registerRole(
    name: string,
    people: "authenticated" | "unauthenticated",
    calls: readonly string[],
  ): Role {
    const { context, apiId } = this.#args;
    const { statements, notes } = callRights(context, { name, calls });
    for (const note of notes) void pulumi.log.warn(note, this);
    return registerRole(context, {
      name,
      description: `${people} people of the identity pool ${this.#args.pool.name}`,
      trust: (place) => this.id.apply((id) => trustIdentityPool(id, people, place)),
      statements,
      apiId,
      parent: this,
    }).role;
  }
}
