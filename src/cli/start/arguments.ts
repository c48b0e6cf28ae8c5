import { parseArgs } from "node:util";

/** What `npm start` was asked for. */
export interface StartArguments {
  help: boolean;
  json: boolean;
  stack: string;
  port: number;
  awsPort: number;
  state: string;
  fresh: boolean;
  graph?: string;
  inProcess: boolean;
  allowSourceVpce: boolean;
  rotateKeys: boolean;
}

/** Text of `npm start -- --help`. */
export const startHelp = `npm start -- [options]

Runs the API on this machine and refuses what AWS would refuse. Stop it with Ctrl+C.

  --stack <name>      whose Pulumi.<name>.yaml is read (default: dev)
  --port <number>     the API (default: 4000; 0: any free port)
  --aws-port <number> what the AWS SDKs call: Cognito, STS, Lambda, … (default: 4001)
  --state <folder>    users, usage, keys and local.json (default: .gatehouse)
  --fresh             forget that state first
  --graph <file>      enforce this resource graph instead of index.ts
  --in-process        run handlers in the gateway's own thread: for benchmarks and debugging
  --allow-source-vpce believe the header x-gatehouse-source-vpce, with which a call says through which VPC
                      endpoint it reaches a private API
  --rotate-keys       user pools sign with new keys from now on; tokens of the old ones hold until they expire
  --json              log as JSON lines
  --help              this text`;

const options = {
  stack: { type: "string", default: "dev" },
  port: { type: "string", default: "4000" },
  "aws-port": { type: "string", default: "4001" },
  state: { type: "string", default: ".gatehouse" },
  fresh: { type: "boolean", default: false },
  graph: { type: "string" },
  "in-process": { type: "boolean", default: false },
  "allow-source-vpce": { type: "boolean", default: false },
  "rotate-keys": { type: "boolean", default: false },
  json: { type: "boolean", default: false },
  help: { type: "boolean", default: false },
} as const;

/** Reads the command line; a text says what is wrong with it. */
export function readArguments(argv: readonly string[]): StartArguments | string {
  try {
    const { values } = parseArgs({ args: [...argv], options });
    const { stack, state, fresh, json, help, graph } = values;
    if (!/^[\w.-]+$/.test(stack)) return `--stack: "${stack}" is not the name of a stack.`;
    const port = portOf("--port", values.port);
    const awsPort = portOf("--aws-port", values["aws-port"]);
    if (typeof port === "string") return port;
    if (typeof awsPort === "string") return awsPort;
    if (port === awsPort && port !== 0) {
      return `--port and --aws-port are both ${port}; they must differ.`;
    }
    const inProcess = values["in-process"];
    const allowSourceVpce = values["allow-source-vpce"];
    const rotateKeys = values["rotate-keys"];
    return {
      ...{ help, json, stack, port, awsPort, state, fresh, inProcess, allowSourceVpce, rotateKeys },
      ...(graph === undefined ? {} : { graph }),
    };
  } catch (error) {
    return (error as Error).message;
  }
}

function portOf(flag: string, text: string): number | string {
  const port = Number(text);
  const valid = /^\d+$/.test(text) && port <= 65_535;
  return valid ? port : `${flag}: "${text}" is not a port; expected a number from 0 to 65535.`;
}
