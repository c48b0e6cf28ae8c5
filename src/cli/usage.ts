import { parseArgs } from "node:util";
import { readDeployedStack } from "./usage/deployed-stack";
import { localGateway } from "./usage/local-gateway";
import { usageLines } from "./usage/print";
import { readUsage, type Usage } from "./usage/read-usage";
import { runCommand } from "./command";

const help = `npm run usage -- [--stack dev] [--key name] [--deployed] [--json]

Shows what each API key has used of its usage plans, and what is left: of the gateway that runs on this
machine, or with --deployed of the stack in AWS. It never shows the value of a key.

  --stack <name>   the stack (default: the one that runs; with --deployed: dev)
  --key <name>     only this key, by its name in the table
  --deployed       ask AWS, with the credentials that the AWS CLI would take: of the environment, a profile,
                   SSO or a role; plans and keys come from \`pulumi stack export\`
  --profile <name> the profile of these credentials (default: AWS_PROFILE)
  --state <folder> the gateway's state (default: .gatehouse)
  --json           as JSON
  --help           this text`;

/** `npm run usage`: 0 when the usage was shown, 1 where it could not be read. */
export function main(argv: readonly string[]): Promise<number> {
  return runCommand(argv, { help, read: readOptions, run: usage, isExpected: () => true });
}

async function usage(options: Options): Promise<number> {
  const found = onlyKey(await usageOf(options), options.key);
  console.log(options.json ? JSON.stringify(found.rows, null, 2) : usageLines(found).join("\n"));
  return 0;
}

type Options = Exclude<ReturnType<typeof readOptions>, string>;

function readOptions(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      options: {
        stack: { type: "string" },
        key: { type: "string" },
        profile: { type: "string" },
        deployed: { type: "boolean", default: false },
        state: { type: "string", default: ".gatehouse" },
        json: { type: "boolean", default: false },
        help: { type: "boolean", default: false },
      },
    }).values;
  } catch (error) {
    return (error as Error).message;
  }
}

async function usageOf({ stack, deployed, profile, state }: Options): Promise<Usage> {
  if (deployed) {
    const known = await readDeployedStack(stack ?? "dev", process.cwd());
    return readUsage({ region: known.region, profile }, known);
  }
  const { caller, names } = await localGateway(state, stack);
  return readUsage(caller, names);
}

/** A key's own rows, those of its versions and customers among them. */
function onlyKey(usage: Usage, key: string | undefined): Usage {
  if (key === undefined) return usage;
  const rows = usage.rows.filter((row) => row.key === key || row.key.startsWith(`${key}-`));
  if (rows.length > 0) return { rows, uncounted: [] };
  const known = [...new Set(usage.rows.map((row) => row.key))].join(", ") || "none";
  throw new Error(`--key: no plan with a quota has a key "${key}"; there are: ${known}.`);
}
