import { parseArgs } from "node:util";
import { toJson } from "../access/diff/to-json";
import { toMarkdown } from "../access/diff/to-markdown";
import { toSarif } from "../access/diff/to-sarif";
import { toText } from "../access/diff/to-text";
import { countsOf, type Reviewed } from "../access/diff/reviewed";
import { DriftError } from "./drift/live-source";
import { drift, type DriftSides } from "./drift/run";
import { runCommand } from "./command";

const help = `npm run drift -- --stack prod

Who may call more (WIDER), less (NARROWER) or other (OTHER) in AWS than by the program: what somebody changed
by hand, in the words of npm run diff. Reads the deployed API (get-export), usage plans, keys without their
values, role policies and trust, resource policy, authorizers, stages, user pools, clients, identity pools
and function permissions, by calls that only read, with the credentials that the AWS CLI would take. Users of
IAM, custom domains, firewalls, and keys that the program lists by parameters are not compared.

  --stack <name>      whose Pulumi.<name>.yaml is read, and whose resources (default: dev)
  --ids <file>        what pulumi stack export printed (default: asked of the Pulumi CLI; without it, resources
                      are found by their names)
  --export <folder>   saved answers instead of AWS: <service>/<operation>.<what>.json, as the AWS CLI prints them
  --save <folder>     saves the answers there, without secrets
  --graph <file>      compare with this resource graph instead of index.ts
  --profile <name>    of the AWS credentials (default: AWS_PROFILE)
  --region <name>     of the stack (default: the program's)
  --fail-on <what>    ends with 2 at something wider (wider), at anything (any), or never (never) (default: any)
  --format <how>      text, markdown, json, sarif (default: text)
  --json              the same as --format json
  --directory <d>     the folder of another Pulumi program (default: this one)
  --help              this text

AWS_ENDPOINT_URL_API_GATEWAY, _IAM, _LAMBDA, _COGNITO_IDENTITY_PROVIDER and _COGNITO_IDENTITY name other
addresses of the services. Exits with 0 when nothing differs, 2 when something does, 1 when it could not compare.`;

const formats = {
  text: driftText,
  markdown: toMarkdown,
  json: (reviewed: Reviewed) => JSON.stringify(toJson(reviewed), null, 2),
  sarif: (reviewed: Reviewed) => JSON.stringify(toSarif(reviewed), null, 2),
};
type Format = keyof typeof formats;
const isFormat = (text: string): text is Format => Object.hasOwn(formats, text);

/** A diff's headline speaks of before and after; here it is the program and AWS. */
function driftText(reviewed: Reviewed): string {
  if (reviewed.changes.length === 0)
    return "AWS allows the callers that the program says, and no others.";
  return `AWS against the program (WIDER: AWS lets more in):\n\n${toText(reviewed)}`;
}

/** `npm run drift`: 0 when nothing differs, 2 when something does, 1 when it could not compare. */
export function main(argv: readonly string[]): Promise<number> {
  return runCommand(argv, {
    help,
    read: readOptions,
    run: driftBetween,
    isExpected: (error) => error instanceof DriftError,
  });
}

async function driftBetween({ sides, format, failOn }: Options): Promise<number> {
  const print = (line: string) => console.error(line);
  const found = await drift(sides, { print });
  console.log(formats[format](found));
  const count = failOn === "wider" ? countsOf(found).WIDER : found.changes.length;
  return count > 0 && failOn !== "never" ? 2 : 0;
}

interface Options {
  help: boolean;
  format: Format;
  failOn: string;
  sides: DriftSides;
}

function readOptions(argv: readonly string[]): Options | string {
  let values;
  try {
    ({ values } = parseArgs({
      args: [...argv],
      options: {
        stack: { type: "string", default: "dev" },
        ids: { type: "string" },
        export: { type: "string" },
        save: { type: "string" },
        graph: { type: "string" },
        profile: { type: "string" },
        region: { type: "string" },
        "fail-on": { type: "string", default: "any" },
        format: { type: "string" },
        json: { type: "boolean", default: false },
        directory: { type: "string", default: process.cwd() },
        help: { type: "boolean", default: false },
      },
    }));
  } catch (error) {
    return (error as Error).message;
  }
  const { ids, save, graph, profile, region, directory, stack } = values;
  const failOn = values["fail-on"];
  if (!["any", "wider", "never"].includes(failOn)) {
    return `--fail-on: expected any, wider or never, found ${JSON.stringify(failOn)}.`;
  }
  const format = values.format ?? (values.json ? "json" : "text");
  if (!isFormat(format)) {
    return `--format: expected ${Object.keys(formats).join(", ")}, found ${JSON.stringify(format)}.`;
  }
  if (!/^[\w./-]+$/.test(stack)) return `--stack: "${stack}" is not the name of a stack.`;
  if (region !== undefined && !/^[a-z]{2}(-[a-z]+)+-\d$/.test(region)) {
    return `--region: "${region}" is not the name of a region.`;
  }
  return {
    ...{ help: values.help, format, failOn },
    sides: {
      ...{ directory, stack },
      ...(ids !== undefined && { ids }),
      ...(save !== undefined && { save }),
      ...(graph !== undefined && { graph }),
      ...(profile !== undefined && { profile }),
      ...(region !== undefined && { region }),
      ...(values.export !== undefined && { exported: values.export }),
    },
  };
}
