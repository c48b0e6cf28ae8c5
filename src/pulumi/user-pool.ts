import * as pulumi from "@pulumi/pulumi";
import {
  ResourceServer,
  UserGroup,
  UserPool as CognitoUserPool,
  UserPoolClient,
  UserPoolDomain,
} from "@pulumi/aws/cognito";
import type { UserPoolModel } from "../model";
import { sha256 } from "./canonical";
import { argumentsFor, nameInAws, type ApiContext } from "./context";
import type { Trigger } from "./trigger";
import {
  clientArguments,
  scopesClientArguments,
  serversOf,
  userPoolArguments,
} from "./user-pool-arguments";

/** What others need of a user pool. */
export interface UserPoolOutputs {
  id: pulumi.Output<string>;
  arn: pulumi.Output<string>;
  /** The client that people sign in with. */
  clientId: pulumi.Output<string>;
  /** `cognito-idp.<region>.amazonaws.com/<id>` */
  providerName: pulumi.Output<string>;
  /** The client of machines, where the pool has scopes of its own. */
  scopesClient?: { id: pulumi.Output<string>; secret: pulumi.Output<string> };
  /** The prefix of the pool's domain, where it has one. */
  domain?: pulumi.Output<string>;
}

/** What a user pool is made of. */
export interface UserPoolArgs {
  context: ApiContext;
  pool: UserPoolModel;
  /** By name. */
  triggers: Readonly<Record<string, Trigger>>;
}

/** A user pool with its clients, scopes, groups and domain. */
export class UserPool extends pulumi.ComponentResource implements UserPoolOutputs {
  readonly id: pulumi.Output<string>;
  readonly arn: pulumi.Output<string>;
  readonly clientId: pulumi.Output<string>;
  readonly providerName: pulumi.Output<string>;
  readonly scopesClient?: { id: pulumi.Output<string>; secret: pulumi.Output<string> };
  readonly domain?: pulumi.Output<string>;
  readonly #args: UserPoolArgs;
  readonly #name: string;

  constructor(name: string, args: UserPoolArgs, opts: pulumi.ComponentResourceOptions) {
    const { context, pool, triggers } = args;
    const { signUp, scopes, groups } = pool;
    const lists = { scopes: [...scopes], groups: [...groups] };
    super("gatehouse:index:UserPool", name, { signUp, ...lists, triggers: pool.triggers }, opts);
    this.#args = args;
    this.#name = name;
    const kept = !context.config.disposable;
    const made = new CognitoUserPool(
      name,
      argumentsFor(
        context,
        { type: "aws:cognito/userPool:UserPool", name },
        userPoolArguments(context, pool, triggers),
      ),
      { parent: this, protect: kept, retainOnDelete: kept },
    );
    this.id = made.id;
    this.arn = made.arn;
    this.providerName = made.endpoint;
    for (const trigger of new Set(Object.values(pool.triggers))) {
      triggers[trigger]?.allow(name, made.arn);
    }
    this.clientId = this.#registerClient(name, clientArguments(context, name)).id;
    for (const group of groups) this.#registerGroup(group);
    if (scopes.length > 0) {
      this.domain = this.#registerDomain();
      this.scopesClient = this.#registerScopes();
    }
    this.registerOutputs();
  }

  #registerClient(
    name: string,
    args: ReturnType<typeof clientArguments>,
    dependsOn: pulumi.Resource[] = [],
  ): UserPoolClient {
    const { context } = this.#args;
    return new UserPoolClient(
      name,
      argumentsFor(
        context,
        { type: "aws:cognito/userPoolClient:UserPoolClient", name },
        {
          ...args,
          userPoolId: this.id,
        },
      ),
      { parent: this, dependsOn },
    );
  }

  #registerGroup(group: string): void {
    const name = `${this.#name}-${group}`;
    new UserGroup(
      name,
      argumentsFor(
        this.#args.context,
        { type: "aws:cognito/userGroup:UserGroup", name },
        {
          name: group,
          userPoolId: this.id,
        },
      ),
      { parent: this },
    );
  }

  /** Scopes of the pool's own, and the client of machines that may ask for them. */
  #registerScopes(): { id: pulumi.Output<string>; secret: pulumi.Output<string> } {
    const { context, pool } = this.#args;
    const servers = serversOf(pool.scopes).map(({ identifier, scopes }) => {
      const name = `${this.#name}-${identifier}`;
      return new ResourceServer(
        name,
        argumentsFor(
          context,
          { type: "aws:cognito/resourceServer:ResourceServer", name },
          {
            identifier,
            name: identifier,
            userPoolId: this.id,
            scopes: scopes.map((scopeName) => ({ scopeName, scopeDescription: scopeName })),
          },
        ),
        { parent: this },
      );
    });
    const name = `${this.#name}-scopes`;
    const args = scopesClientArguments(context, { name, scopes: pool.scopes });
    const client = this.#registerClient(name, args, servers);
    return { id: client.id, secret: pulumi.secret(client.clientSecret) };
  }

  /** The token endpoint has its address here. */
  #registerDomain(): pulumi.Output<string> {
    const { context } = this.#args;
    const given = context.config.userPoolDomains[this.#name];
    const domain = context.place.apply(
      // A prefix must be free in the whole region, over all accounts.
      ({ accountId }) => given ?? domainPrefix(nameInAws(context, this.#name), accountId),
    );
    const type = "aws:cognito/userPoolDomain:UserPoolDomain";
    const made = new UserPoolDomain(
      this.#name,
      argumentsFor(context, { type, name: this.#name }, { domain, userPoolId: this.id }),
      { parent: this, deleteBeforeReplace: true },
    );
    return made.domain;
  }
}

/** A prefix that Cognito takes: small letters, digits and hyphens, without three reserved words. */
function domainPrefix(name: string, accountId: string): string {
  const letters = name.toLowerCase().replace(/[^a-z0-9-]+/g, "-");
  const plain = letters.replace(/aws|amazon|cognito/g, "").slice(0, 50);
  return `${plain.replace(/^-+|-+$/g, "")}-${sha256(`${accountId} ${name}`).slice(0, 8)}`;
}
