import { parseArgs } from "node:util";

/** What `npm run verify` was asked for. */
export interface VerifyArguments {
  help: boolean;
  json: boolean;
  /** Addresses of a deployed stack, by API where one is named; none: the gateway that runs here. */
  urls: readonly { api?: string; url: string }[];
  /** Absent: that of the running gateway, else dev. */
  stack?: string;
  state: string;
  graph?: string;
  outputs?: string;
  proofs?: string;
  /** Of the AWS credentials. */
  profile?: string;
  junit?: string;
  rate: number;
  allowWrites: boolean;
  insideVpc: boolean;
  sourceIp?: string;
  /** Endpoints and callers to ask about; none: all. */
  endpoints: readonly string[];
  as: readonly string[];
}

/** Text of `npm run verify -- --help`. */
export const verifyHelp = `npm run verify -- [--url URL --stack NAME] [options]

Asks every endpoint as everybody, and compares the answers with what the graph says: nobody, a wrong key,
each key, unsigned, a wrong signature, each role and user, tokens of each pool with and without each scope
and client, foreign, expired and tampered tokens, an authorizer's yes and no. Prints what differs.

Without --url it asks the gateway that npm start runs here; every credential is real, and people are users
made for this and deleted afterwards. Of a deployed stack it needs AWS credentials, as the AWS CLI: roles
by sts:AssumeRole, keys and clients' secrets from the stack's outputs. What cannot be had is skipped, with
the reason. The answers are compared with the graph that npm start would make now. A deployed stack is sent
nothing that changes data: methods that do are asked with a request that validation refuses after access was
granted, or skipped.

  --url <url>         address of a stage of a deployed stack; <api>=<url> or <api>/<stage>=<url> for several
  --stack <name>      whose Pulumi.<name>.yaml is read, and whose outputs (default: dev)
  --outputs <file>    the outputs as pulumi stack output --json --show-secrets prints them, instead of running it
  --proofs <file>     JSON with credentials that cannot be had otherwise; "\${NAME}" stands for a variable:
                      { "authorizers": { "partners": { "yes": { "headers": { "Authorization": "\${TOKEN}" } } } },
                        "tokens": { "customers": "\${ID_TOKEN}", "customers+orders/write": "…" },
                        "keys": { "paidKey": "…" }, "users": { "ci": { "accessKeyId": …, "secretAccessKey": … } } }
  --profile <name>    of the AWS credentials (default: AWS_PROFILE)
  --rate <n>          at most so many requests a second (default: 10)
  --allow-writes      also requests that change data; the running gateway gets them anyway
  --source-ip <ip>    where the calls come from, for policies with conditions on it
  --inside-vpc        the calls come through the VPC endpoint of a private API
  --endpoint <e>      only this one, as "GET /stock/{restaurant}"; several times
  --as <who>          only this caller, as role:billing; several times
  --junit <file>      writes JUnit XML as well
  --graph <file>      expect what this resource graph says, instead of index.ts
  --state <folder>    of the running gateway (default: .gatehouse)
  --json              for programs
  --help              this text

Exits with 0 when all is as expected, with 2 when something differs or got no answer, and with 1 when it was
given something wrong.`;

const options = {
  url: { type: "string", multiple: true },
  stack: { type: "string" },
  outputs: { type: "string" },
  proofs: { type: "string" },
  profile: { type: "string" },
  rate: { type: "string", default: "10" },
  "allow-writes": { type: "boolean", default: false },
  "inside-vpc": { type: "boolean", default: false },
  "source-ip": { type: "string" },
  endpoint: { type: "string", multiple: true },
  as: { type: "string", multiple: true },
  junit: { type: "string" },
  graph: { type: "string" },
  state: { type: "string", default: ".gatehouse" },
  json: { type: "boolean", default: false },
  help: { type: "boolean", default: false },
} as const;

/** Reads the command line; a text says what is wrong with it. */
export function readVerifyArguments(argv: readonly string[]): VerifyArguments | string {
  let values;
  try {
    ({ values } = parseArgs({ args: [...argv], options }));
  } catch (error) {
    return (error as Error).message;
  }
  const { stack, graph, outputs, proofs, profile, junit } = values;
  const sourceIp = values["source-ip"];
  if (stack !== undefined && !/^[\w./-]+$/.test(stack)) {
    return `--stack: "${stack}" is not the name of a stack.`;
  }
  const rate = Number(values.rate);
  if (!(rate > 0 && rate <= 10_000)) {
    return `--rate: expected a number over 0, up to 10000, found "${values.rate}".`;
  }
  const urls = (values.url ?? []).map(readUrl);
  const wrong = urls.find((one) => typeof one === "string");
  if (wrong !== undefined) return wrong;
  return {
    ...{ help: values.help, json: values.json, state: values.state, rate },
    urls: urls as VerifyArguments["urls"],
    allowWrites: values["allow-writes"],
    insideVpc: values["inside-vpc"],
    endpoints: values.endpoint ?? [],
    as: values.as ?? [],
    ...(stack !== undefined && { stack }),
    ...(graph !== undefined && { graph }),
    ...(outputs !== undefined && { outputs }),
    ...(proofs !== undefined && { proofs }),
    ...(profile !== undefined && { profile }),
    ...(junit !== undefined && { junit }),
    ...(sourceIp !== undefined && { sourceIp }),
  };
}

function readUrl(text: string): { api?: string; url: string } | string {
  const [, api, rest = text] = /^([\w.-]+(?:\/[\w-]+)?)=(.*)$/.exec(text) ?? [];
  const url = URL.canParse(rest) ? new URL(rest) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.search || url.hash) {
    return `--url: expected https://…, or an API, = and https://…, found "${text}".`;
  }
  return { url: rest.replace(/(?<!\/)\/+$/, ""), ...(api !== undefined && { api }) };
}
