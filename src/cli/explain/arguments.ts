import { parseArgs } from "node:util";

/** What `npm run explain` was asked for. */
export interface ExplainArguments {
  help: boolean;
  json: boolean;
  /** As typed: `GET /stock/7`; absent with `help`. */
  request: string;
  /** As typed; `all` stands for every principal. */
  as: readonly string[];
  stack: string;
  state: string;
  graph?: string;
  /** Name or id of an API; absent: the one that the Host names, else the first. */
  api?: string;
  /** Absent: the API's first stage. */
  stage?: string;
  headers: readonly (readonly [name: string, value: string])[];
  body?: string;
  sourceIp: string;
}

/** Text of `npm run explain -- --help`. */
export const explainHelp = `npm run explain -- "GET /stock/7" [--as WHO] [options]

Says step by step which callers are allowed and which are not, by which statement, plan or token rule, and what would
have let a refused call pass. Judges the graph that npm start enforces, with the same code, on a request
that is really signed, or carries a real token or key. The function of the endpoint is not invoked;
nothing is counted.

  "GET /stock/7"      the path without its stage; or a whole URL, whose Host picks API and domain
  --as <who>          several times, to compare; all: a line for everyone (default: nobody)
      nobody                       no credentials, only what --header gives
      role:<name>                  signed with temporary credentials of the role, by its Pulumi name
      user:<name>                  signed with an access key of the IAM user
      key:<name>[@<version>]       with the API key (default: its last version)
      pool:<name>                  with an ID token of the user pool
      pool:<name>+<scope>[+…]      with an access token that has these scopes
      role:billing+key:paidKey     both at once, joined by +
  --header 'n: v'     one more header, several times. The code of a Lambda authorizer decides by itself:
                      give it a token this way, and it runs
  --body <text>       the body (default: one that fits the endpoint's model, if that asks for one)
  --api <name>        which API of several, by name or id
  --stage <name>      which stage of the API (default: its first)
  --source-ip <ip>    where the call comes from (default: 127.0.0.1)
  --stack <name>      whose Pulumi.<name>.yaml is read (default: dev)
  --graph <file>      judge this resource graph instead of index.ts
  --state <folder>    keys and quotas as npm start keeps them; only read (default: .gatehouse)
  --json              for programs
  --help              this text

Exits with 0 when it could explain, also a refusal, and with 1 when it was given something wrong.`;

const options = {
  as: { type: "string", multiple: true },
  header: { type: "string", multiple: true },
  body: { type: "string" },
  api: { type: "string" },
  stage: { type: "string" },
  "source-ip": { type: "string", default: "127.0.0.1" },
  stack: { type: "string", default: "dev" },
  graph: { type: "string" },
  state: { type: "string", default: ".gatehouse" },
  json: { type: "boolean", default: false },
  help: { type: "boolean", default: false },
} as const;

/** Reads the command line; a text says what is wrong with it. Nothing given asks for help. */
export function readExplainArguments(argv: readonly string[]): ExplainArguments | string {
  let parsed;
  try {
    parsed = parseArgs({ args: [...argv], options, allowPositionals: true });
  } catch (error) {
    return (error as Error).message;
  }
  const { values, positionals } = parsed;
  if (!/^[\w.-]+$/.test(values.stack)) {
    return `--stack: "${values.stack}" is not the name of a stack.`;
  }
  const headers = (values.header ?? []).map(readHeader);
  const wrong = headers.find((one) => typeof one === "string");
  if (wrong !== undefined) return wrong;
  const { graph, api, stage, body } = values;
  return {
    help: values.help || argv.length === 0,
    json: values.json,
    // GET /stock/7 without quotes comes as two words.
    request: positionals.join(" "),
    as: values.as ?? ["nobody"],
    stack: values.stack,
    state: values.state,
    headers: headers as [string, string][],
    sourceIp: values["source-ip"],
    ...(graph === undefined ? {} : { graph }),
    ...(api === undefined ? {} : { api }),
    ...(stage === undefined ? {} : { stage }),
    ...(body === undefined ? {} : { body }),
  };
}

function readHeader(text: string): [string, string] | string {
  const [, name, value] = /^([!#$%&'*+\-.^_`|~0-9A-Za-z]+):(.*)$/.exec(text) ?? [];
  if (name === undefined || value === undefined) {
    // The value may be a secret.
    return `--header: expected 'name: value'; found no name and colon in what was given.`;
  }
  return [name, value.replace(/^[ \t]+|(?<![ \t])[ \t]+$/g, "")];
}
