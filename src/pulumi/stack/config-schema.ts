import { z } from "zod";

const positive = z.number().positive();
const retention = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288,
  3653,
] as const;

/** A user pool that exists already. */
const existingPool = z.strictObject({
  /** Its id: `eu-central-1_aBcDeFgHi`. */
  id: z.string().regex(/^[a-z0-9-]+_[A-Za-z0-9]+$/),
  /** The id of the client that people sign in with. */
  clientId: z.string().min(1),
  /** By client of the table: its id. */
  clients: z.record(z.string(), z.string().min(1)).default({}),
});

/** A user pool that exists already. */
export type ExistingPool = z.output<typeof existingPool>;

/** How fast calls may come. */
const throttle = z.strictObject({ rateLimit: positive, burstLimit: positive.int() });

const subnetIds = z.array(z.string().regex(/^subnet-[0-9a-z]+$/)).min(1);
const securityGroupIds = z.array(z.string().regex(/^sg-[0-9a-z]+$/)).min(1);

/** What every service takes: https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html */
const tagName = z
  .string()
  .regex(
    /^(?!aws:)(?!gatehouse:(?:api|stack)$)[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/iu,
    "expected 1 to 128 letters, digits, spaces and _.:/=+-@, and none that begins with aws: or is gatehouse:api or gatehouse:stack",
  );
const tagValue = z
  .string()
  .regex(
    /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}$/u,
    "expected at most 256 letters, digits, spaces and _.:/=+-@",
  );

/** What authorizers and templates read: https://docs.aws.amazon.com/apigateway/latest/api/API_Stage.html */
const stageVariables = z.record(
  z.string().regex(/^\w+$/, "expected letters, digits and underscores"),
  z.string().regex(/^[\w\-.~:/?#&=,]+$/, "expected letters, digits and -._~:/?#&=,"),
);

/** The network of a private API. */
const privateNetwork = z.union([
  z.literal(true),
  z.strictObject({
    /** A VPC that exists; endpoints are made in it. */
    vpcId: z.string().regex(/^vpc-[0-9a-z]+$/),
    subnetIds,
    /** Groups of the endpoints and functions: HTTPS must be open between them. */
    securityGroupIds,
  }),
  z.strictObject({
    /** Endpoints for execute-api that exist. */
    vpcEndpointIds: z.array(z.string().regex(/^vpce-[0-9a-z]+$/)).min(1),
    /** Where functions run that call this API. */
    subnetIds: subnetIds.optional(),
    securityGroupIds: securityGroupIds.optional(),
  }),
]);

const customer = z.string().regex(/^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/i);

/** The customers of a key, each with the versions of their key. */
const customersOfKey = z.union([
  z.array(customer).transform((names) => Object.fromEntries(names.map((name) => [name, [1]]))),
  z.record(customer, z.array(z.number().int().positive()).min(1)),
]);

const domain = z.strictObject({
  /** `api.example.com` */
  name: z.string().regex(/^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/),
  /** The ARN of its certificate, in the API's region. */
  certificateArn: z.string().regex(/^arn:aws[a-z-]*:acm:/),
  /** The first part of the path: `v1` for `https://api.example.com/v1/…`. Left out, there is none. */
  basePath: z
    .string()
    .regex(
      /^[A-Za-z0-9$_.+!*'()-]{1,300}$/,
      "expected one segment of letters, digits and $-_.+!*'()",
    )
    .optional(),
  /** The Route 53 zone in which the domain's record is made. Left out, the record is yours to make. */
  hostedZoneId: z.string().min(1).optional(),
  /** Mutual TLS: the bundle of the authorities whose clients may connect. The API's own address is then switched off. */
  truststore: z
    .strictObject({
      uri: z.string().regex(/^s3:\/\/[^/]+\/.+/),
      /** The version of the object, where the bucket has versions. */
      version: z.string().min(1).optional(),
    })
    .optional(),
});

/** What may stand under `gatehouse:` in `Pulumi.<stack>.yaml`: what differs from stack to stack. */
export const configSchema = z.strictObject({
  /**
   * Whether `pulumi destroy` may delete user pools and identity pools, with everybody in them. Leave it
   * out on stages with real people: their pools are then protected, also on AWS's side.
   */
  disposable: z.boolean().default(false),
  /** How long logs are kept, in days. One of the numbers that CloudWatch knows. */
  logRetentionDays: z.literal(retention).default(30),
  /**
   * How long Secrets Manager keeps the secrets of keys with `store: "secretsManager"` after they are deleted: 0, or 7
   * to 30 days. That long their names are taken, so that neither the stack nor a version of a key that came back can
   * be made again. The keys themselves are gone at once, so nothing is lost with 0, which is the default.
   */
  secretRecoveryDays: z
    .number()
    .int()
    .refine((days) => days === 0 || (days >= 7 && days <= 30), "expected 0, or 7 to 30")
    .optional(),
  /** Whether the stage writes one line of JSON for each call. Needs the account's CloudWatch role, see `cloudWatchRole`. */
  accessLogs: z.boolean().default(true),
  /**
   * Whether this stack sets the role with which API Gateway writes logs. The role is one for the whole
   * account and region: let just one stack set it.
   */
  cloudWatchRole: z.boolean().default(false),
  /**
   * Whether this stack makes the account's OpenID Connect provider for GitHub, which callers with
   * `github` need. An account has one at most: let just one stack make it.
   */
  gitHubProvider: z.boolean().default(false),
  /** Whether calls are traced by X-Ray, from the gateway through the functions. */
  tracing: z.boolean().default(false),
  /** Tags of everything that can have tags. */
  tags: z
    .record(tagName, tagValue)
    // Two are Gatehouse's own, of 50 that a resource may have.
    .refine((tags) => Object.keys(tags).length <= 48, "expected at most 48 tags")
    .default({}),
  /** How fast calls to one row may come on this stage, where the row does not say otherwise. */
  throttle: throttle.optional(),
  /** By row: how fast calls to it may come on this stage, whatever the row says. */
  throttles: z.record(z.string(), throttle).default({}),
  /** By plan: its limits on this stage, in place of the table's. */
  plans: z
    .record(
      z.string(),
      z.strictObject({
        throttle: throttle.optional(),
        quota: z
          .strictObject({
            limit: positive.int(),
            period: z.enum(["DAY", "WEEK", "MONTH"]),
            offset: z.number().int().nonnegative().optional(),
          })
          .optional(),
      }),
    )
    .default({}),
  /** Values that authorizers and mapping templates read as `stageVariables`. Not for secrets: handlers see them in each event. */
  stageVariables: stageVariables.default({}),
  /** The stage's address under your own domain. */
  domain: domain.optional(),
  /** The ARN of a WAF web ACL (v2, regional) that stands before the stage. */
  webAclArn: z
    .string()
    .regex(/^arn:aws[a-z-]*:wafv2:[a-z0-9-]+:\d{12}:regional\/webacl\//)
    .optional(),
  /**
   * Makes the API reachable from a VPC only: `true` makes a VPC; else name one, or VPC endpoints that
   * exist. Functions that call the API run inside.
   */
  private: privateNetwork.optional(),
  /**
   * Whether old deployments stay in AWS when a new one is made, to go back to or to set `canary` beside.
   * Set it one `pulumi up` before `canary`.
   */
  keepDeployments: z.boolean().default(false),
  /** Sends a share of the calls to the new deployment, while the others stay with the one that is named. */
  canary: z
    .strictObject({
      /** The id of the deployment that the other calls stay with. */
      stableDeploymentId: z.string().regex(/^[a-z0-9]{6,10}$/),
      /** Per cent of the calls that go to the new deployment, above 0 to 100. */
      percentTraffic: z.number().positive().max(100),
      /** Stage variables of those calls. */
      stageVariables: stageVariables.optional(),
    })
    .optional(),
  /**
   * By key with `customers` in the table: its customers, as a list, or with the versions of each key:
   * `{ acme: [1, 2] }`.
   */
  customers: z.record(z.string(), customersOfKey).default({}),
  /**
   * By key and version (`website-2`, `resellers-acme-1`): your value in place of one that API
   * Gateway makes, 20 to 128 characters. Set it with `pulumi config set --secret --path`.
   */
  apiKeyValues: z
    .record(z.string(), z.string().regex(/^[\x21-\x7e]{20,128}$/, "expected 20 to 128 characters"))
    .default({}),
  /**
   * Other stacks (`organization/project/stack`) that must not share a key's value with this one. They
   * export `keyFingerprints`, see `api.outputs`.
   */
  distinctKeysFrom: z.array(z.string().min(1)).default([]),
  /**
   * By user pool: the prefix of its domain, `https://<prefix>.auth.<region>.amazoncognito.com`, which
   * must be free in the region. Pools with scopes have one; left out, it is made from API, stack and account.
   */
  userPoolDomains: z
    .record(
      z.string(),
      z
        .string()
        .regex(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/)
        .refine(
          (prefix) => !/aws|amazon|cognito/.test(prefix),
          "must not contain aws, amazon or cognito",
        ),
    )
    .default({}),
  /** By user pool: a pool that exists already, to be used instead of made. */
  userPools: z.record(z.string(), existingPool).default({}),
});

/** The stack's settings, read and complete. */
export type StackConfig = z.output<typeof configSchema>;
