import * as pulumi from "@pulumi/pulumi";
import {
  ResourceServer,
  UserGroup,
  UserPool as CognitoUserPool,
  UserPoolClient,
  UserPoolDomain,
} from "@pulumi/aws/cognito";
import type { UserGroupArgs } from "@pulumi/aws/cognito";
import type { Role } from "@pulumi/aws/iam";
import type { UserPoolClientModel, UserPoolModel } from "../../model";
import { sha256 } from "../canonical";
import { argumentsFor, nameInAws, type ApiContext } from "../context";
import { smsConfiguration } from "./sms-role";
import type { Trigger } from "../parts/trigger";
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
  /** Further clients of the table, by name. */
  clients: Readonly<Record<string, ClientOutputs>>;
  /** The client of machines, where the pool has its own scopes. */
  scopesClient?: { id: pulumi.Output<string>; secret: pulumi.Output<string> };
  /** The prefix of the pool's domain, where it has one. */
  domain?: pulumi.Output<string>;
}

/** A further client. */
export interface ClientOutputs {
  id: pulumi.Output<string>;
  /** A secret, where the client has one. */
  secret?: pulumi.Output<string>;
}

/** What a user pool is made of. */
export interface UserPoolArgs {
  context: ApiContext;
  pool: UserPoolModel;
  /** Further clients of the table that are of this pool. */
  clients: readonly UserPoolClientModel[];
  /** By name. */
  triggers: Readonly<Record<string, Trigger>>;
}

/** A user pool with its clients, scopes, groups and domain. */
export class UserPool extends pulumi.ComponentResource implements UserPoolOutputs {
  readonly id: pulumi.Output<string>;
  readonly arn: pulumi.Output<string>;
  readonly clientId: pulumi.Output<string>;
  readonly providerName: pulumi.Output<string>;
  readonly clients: Readonly<Record<string, ClientOutputs>>;
  readonly scopesClient?: { id: pulumi.Output<string>; secret: pulumi.Output<string> };
  readonly domain?: pulumi.Output<string>;
  readonly #args: UserPoolArgs;
  readonly #name: string;

  constructor(name: string, args: UserPoolArgs, opts: pulumi.ComponentResourceOptions) {
    const { context, pool, triggers } = args;
    super("gatehouse:index:UserPool", name, userPoolInputs(pool), opts);
    this.#args = args;
    this.#name = name;
    const kept = !context.config.disposable;
    const made = new CognitoUserPool(
      name,
      argumentsFor(
        context,
        { type: "aws:cognito/userPool:UserPool", name },
        {
          ...userPoolArguments(context, pool, triggers),
          ...smsConfiguration(context, pool, this),
        },
      ),
      { parent: this, protect: kept, retainOnDelete: kept },
    );
    this.id = made.id;
    this.arn = made.arn;
    this.providerName = made.endpoint;
    for (const trigger of new Set(Object.values(pool.triggers))) {
      triggers[trigger]?.allow(name, made.arn);
    }
    const servers = this.#registerServers();
    this.clientId = this.#registerClient(name, clientArguments(context, pool), servers).id;
    this.clients = this.#registerClients(servers);
    if (hasDomain(args)) this.domain = this.#registerDomain();
    if (servers.length > 0) this.scopesClient = this.#registerScopesClient(servers);
    this.registerOutputs();
  }

  /**
   * Registers the pool's groups, those with a role of an identity pool in front, in their order. Each says its rank:
   * the provider makes a rank that is left out later the first one.
   */
  registerGroups(roles: Readonly<Record<string, Role>>): void {
    const { groups } = this.#args.pool;
    const first = Object.keys(roles);
    const ranks = [...first, ...groups.filter((group) => !first.includes(group))];
    for (const group of groups) {
      const role = roles[group];
      const rank = { precedence: ranks.indexOf(group) };
      this.#registerGroup(group, role ? { ...rank, roleArn: role.arn } : rank);
    }
  }

  #registerClients(servers: pulumi.Resource[]): Record<string, ClientOutputs> {
    return Object.fromEntries(
      this.#args.clients.map((client) => {
        const args = clientArguments(this.#args.context, client);
        const { id, clientSecret } = this.#registerClient(client.name, args, servers);
        return [
          client.name,
          { id, ...(client.secret ? { secret: pulumi.secret(clientSecret) } : {}) },
        ];
      }),
    );
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

  #registerGroup(group: string, rank: Pick<UserGroupArgs, "precedence" | "roleArn">): void {
    const name = `${this.#name}-${group}`;
    new UserGroup(
      name,
      argumentsFor(
        this.#args.context,
        { type: "aws:cognito/userGroup:UserGroup", name },
        {
          name: group,
          userPoolId: this.id,
          ...rank,
        },
      ),
      { parent: this },
    );
  }

  /** Scopes of the pool's own. */
  #registerServers(): ResourceServer[] {
    const { context, pool } = this.#args;
    return serversOf(pool.scopes).map(({ identifier, scopes }) => {
      const name = `${this.#name}-${identifier}`;
      return new ResourceServer(
        name,
        argumentsFor(
          context,
          { type: "aws:cognito/resourceServer:ResourceServer", name },
          {
            identifier,
            // The name takes fewer characters than the identifier, and need not be the only one.
            name: identifier.replace(/[^\w+=,.@-]/g, "-"),
            userPoolId: this.id,
            scopes: scopes.map((scopeName) => ({ scopeName, scopeDescription: scopeName })),
          },
        ),
        { parent: this },
      );
    });
  }

  /** The client of machines that may ask for the pool's own scopes. */
  #registerScopesClient(servers: pulumi.Resource[]) {
    const { context, pool } = this.#args;
    const name = `${this.#name}-scopes`;
    const args = scopesClientArguments(context, { name, scopes: pool.scopes });
    const client = this.#registerClient(name, args, servers);
    return { id: client.id, secret: pulumi.secret(client.clientSecret) };
  }

  /** The token endpoint and the sign-in page have their address here. */
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

function hasDomain({ pool, clients }: UserPoolArgs): boolean {
  return pool.scopes.length > 0 || [pool, ...clients].some(({ signInPage }) => signInPage);
}

/** What the row says, without what it leaves out: this is what `pulumi preview` compares. */
function userPoolInputs(pool: UserPoolModel): pulumi.Inputs {
  const { signUp, scopes, groups, triggers, verify, mfa, mfaFactors } = pool;
  const { passwordPolicy, signInPage, tokens } = pool;
  const given = { passwordPolicy, signInPage, tokens };
  return {
    signUp,
    scopes: [...scopes],
    groups: [...groups],
    triggers,
    ...(verify === "email" ? {} : { verify }),
    ...(mfa === "off" ? {} : { mfa, mfaFactors: [...mfaFactors] }),
    ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
  };
}

/** A prefix that Cognito takes: small letters, digits and hyphens, without three reserved words. */
function domainPrefix(name: string, accountId: string): string {
  let plain = name.toLowerCase().replace(/[^a-z0-9-]+/g, "-");
  // Taking one out may make another.
  while (/aws|amazon|cognito/.test(plain)) plain = plain.replace(/aws|amazon|cognito/g, "");
  const trimmed = plain.slice(0, 50).replace(/^-+|(?<!-)-+$/g, "");
  return `${trimmed === "" ? "pool" : trimmed}-${sha256(`${accountId} ${name}`).slice(0, 8)}`;
}
