import type {
  FunctionDefinition,
  Deployed,
  RoleDefinition,
  UserPoolDefinition,
} from "../../../src/graph/deployed";
import type { PolicyDocument } from "../../../src/iam/language/policy";

/** Ids of the definition that the tests of the AWS port run on. */
export const ids = {
  accountId: "000000000000",
  region: "eu-central-1",
  pool: "eu-central-1_AbCdEfGhI",
  client: "1example23456789customers",
  scopesClient: "1example23456789scopes000",
  secretClient: "1example23456789secret000",
  secret: "thisisthesecretofthescopesclient0123456789abcdefgh",
  identityPool: "eu-central-1:11111111-2222-3333-4444-555555555555",
};

const flows = [
  "ALLOW_USER_PASSWORD_AUTH",
  "ALLOW_USER_SRP_AUTH",
  "ALLOW_REFRESH_TOKEN_AUTH",
  "ALLOW_ADMIN_USER_PASSWORD_AUTH",
];

/** A pool as the program makes it: addresses as names, codes by mail. */
export function poolDefinition(inputs: Record<string, unknown> = {}): UserPoolDefinition {
  return {
    name: "customers",
    id: ids.pool,
    arn: `arn:aws:cognito-idp:${ids.region}:${ids.accountId}:userpool/${ids.pool}`,
    clients: [
      { name: "customers", id: ids.client, inputs: { explicitAuthFlows: flows } },
      {
        name: "customers-scopes",
        id: ids.scopesClient,
        secret: ids.secret,
        inputs: {
          generateSecret: true,
          allowedOauthFlows: ["client_credentials"],
          allowedOauthFlowsUserPoolClient: true,
          allowedOauthScopes: ["orders/write", "orders/read"],
        },
      },
      {
        name: "customers-secret",
        id: ids.secretClient,
        secret: ids.secret,
        inputs: {
          generateSecret: true,
          explicitAuthFlows: flows,
          preventUserExistenceErrors: "ENABLED",
        },
      },
    ],
    resourceServers: [{ identifier: "orders", scopes: ["write", "read"] }],
    groups: [{ name: "staff", precedence: 1 }],
    domain: "customers-dev",
    inputs: { usernameAttributes: ["email"], autoVerifiedAttributes: ["email"], ...inputs },
  };
}

/** A role with one statement. */
export function roleDefinition(
  name: string,
  trust: PolicyDocument,
  policies: readonly PolicyDocument[] = [],
): RoleDefinition {
  return {
    name,
    roleName: `restaurants-dev-${name}`,
    arn: `arn:aws:iam::${ids.accountId}:role/restaurants-dev-${name}`,
    uniqueId: `AROA${name.toUpperCase().padEnd(17, "X").slice(0, 17)}`,
    accountId: ids.accountId,
    trust,
    policies,
  };
}

/** An Allow of one action. */
export function allow(action: string, resource: string): PolicyDocument {
  return {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: action, Resource: resource }],
  };
}

/** A function with an alias `direct`. */
export function functionDefinition(name: string): FunctionDefinition {
  const arn = `arn:aws:lambda:${ids.region}:${ids.accountId}:function:restaurants-dev-${name}`;
  return {
    name,
    functionName: `restaurants-dev-${name}`,
    arn,
    roleArn: `arn:aws:iam::${ids.accountId}:role/restaurants-dev-${name}`,
    handler: "index.handler",
    timeoutSeconds: 3,
    memoryMegabytes: 128,
    environment: {},
    code: { files: {} },
    aliases: [{ name: "direct", arn: `${arn}:direct` }],
    permissions: [],
  };
}

const trustOfFunctions: PolicyDocument = {
  Version: "2012-10-17",
  Statement: [
    { Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "lambda.amazonaws.com" } },
  ],
};

function trustOfIdentities(amr: string): PolicyDocument {
  const provider = "cognito-identity.amazonaws.com";
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Action: "sts:AssumeRoleWithWebIdentity",
        Principal: { Federated: provider },
        Condition: {
          StringEquals: { [`${provider}:aud`]: ids.identityPool },
          "ForAnyValue:StringLike": { [`${provider}:amr`]: amr },
        },
      },
    ],
  };
}

/** A graph with one of each that the AWS port answers for. */
export function graphDefinition(change: Partial<Deployed> = {}): Deployed {
  const direct = functionDefinition("countStock");
  const diners = roleDefinition("diners", trustOfIdentities("authenticated"), [
    allow("execute-api:Invoke", "arn:aws:execute-api:eu-central-1:000000000000:a/dev/GET/stock/*"),
  ]);
  const guest = roleDefinition("diners-guest", trustOfIdentities("unauthenticated"));
  return {
    graph: [],
    accountId: ids.accountId,
    region: ids.region,
    partition: "aws",
    apis: [],
    usagePlans: [],
    apiKeys: [],
    functions: [direct],
    roles: [
      roleDefinition("getStock", trustOfFunctions, [
        allow("lambda:InvokeFunction", `${direct.arn}:direct`),
      ]),
      diners,
      guest,
    ],
    users: [],
    userPools: [poolDefinition()],
    identityPools: [
      {
        name: "diners",
        id: ids.identityPool,
        allowUnauthenticated: false,
        allowClassicFlow: false,
        cognitoProviders: [
          {
            clientId: ids.client,
            providerName: `cognito-idp.${ids.region}.amazonaws.com/${ids.pool}`,
            serverSideTokenCheck: false,
          },
        ],
        authenticatedRoleArn: diners.arn,
        unauthenticatedRoleArn: guest.arn,
        inputs: {},
      },
    ],
    domains: [],
    unread: [],
    warnings: [],
    problems: [],
    ...change,
  };
}
