import * as path from "node:path";
import { startLoadGenerator, type LoadGenerator } from "./load";
import { compareAccess, compareCustom, comparePublic, compareSizes, type Field } from "./measures";
import { compareMemory } from "./memory";
import type { Pace } from "./rounds";
import {
  startGatehouse,
  startRaw,
  startServerlessOffline,
  type Server,
  type ServerOptions,
} from "./servers";
import { compareSignatures } from "./signatures";
import { compareStarts } from "./starts";
import { describeMachine, holds, textTable, writeReadme, type Row } from "./table";

const help = `npm run bench -- [options] [part …]

Measures the gateway against node:http and serverless-offline, all in one run.

  --quick   shorter and fewer bursts: about two minutes
  --write   put the table into bench/README.md
  parts     any of: gateway, large, sizes, memory, starts, signatures (default: all)`;

const full: Pace = {
  rounds: 7,
  burstMilliseconds: 1_200,
  warmUpMilliseconds: 2_500,
  memoryRequests: 100_000,
  starts: 7,
};
const quick: Pace = {
  rounds: 3,
  burstMilliseconds: 500,
  warmUpMilliseconds: 1_000,
  memoryRequests: 10_000,
  starts: 1,
};

const parts = ["gateway", "large", "sizes", "memory", "starts", "signatures"];

/** `npm run bench`: 0 when it could measure, whether or not the targets are met. */
export async function main(argv: readonly string[]): Promise<number> {
  const flags = argv.filter((arg) => arg.startsWith("--"));
  const named = argv.filter((arg) => !arg.startsWith("--"));
  const known = ["--quick", "--write", "--help"];
  const wrong = [
    ...flags.filter((flag) => !known.includes(flag)),
    ...named.filter((part) => !parts.includes(part)),
  ];
  if (wrong.length > 0 || flags.includes("--help")) {
    console.log(wrong.length > 0 ? `Not known: ${wrong.join(", ")}.\n\n${help}` : help);
    return wrong.length > 0 ? 1 : 0;
  }
  const pace = flags.includes("--quick") ? quick : full;
  const rows = await measure(named.length > 0 ? named : parts, pace);
  console.log(`\n${textTable(rows)}\n`);
  const missed = rows.filter((row) => holds(row) === false).length;
  const judged = rows.filter(({ target }) => target).length;
  const note = `${judged - missed} of ${judged} targets hold. ${describeMachine()}.`;
  console.log(note);
  if (flags.includes("--write")) writeReadme(path.join(__dirname, "../README.md"), rows, note);
  return 0;
}

async function measure(wanted: readonly string[], pace: Pace): Promise<Row[]> {
  const load = startLoadGenerator();
  const rows: Row[] = [];
  const part = async (name: string, run: () => Promise<Row[]> | Row[]) => {
    if (!wanted.includes(name)) return;
    console.error(`${name} …`);
    const made = await run();
    rows.push(...made);
    for (const row of made) console.error(textTable([row]).split("\n")[1]);
  };
  try {
    await part("gateway", () => measureSmall(load, pace));
    await part("large", () => measureLarge(load, pace));
    await part("sizes", () => measureSizes(load, pace));
    await part("memory", () =>
      withField(10, (field) =>
        compareMemory(field, { load, pace, connections: 10, endpoints: 10 }),
      ),
    );
    await part("starts", () => compareStarts(pace));
    await part("signatures", () => compareSignatures(pace));
  } finally {
    load.close();
  }
  return rows;
}

const measureSmall = (load: LoadGenerator, pace: Pace) =>
  withField(10, async (field) => {
    const few = { load, pace, connections: 10, endpoints: 10 };
    const many = { ...few, connections: 100 };
    return [
      ...(await comparePublic(field, few)),
      ...(await comparePublic(field, many)),
      ...(await compareAccess(field.inProcess, few)),
      ...(await compareAccess(field.inProcess, many)),
      ...(await compareCustom(field, few)),
    ];
  });

const measureLarge = (load: LoadGenerator, pace: Pace) =>
  withField(305, (field) => comparePublic(field, { load, pace, connections: 10, endpoints: 305 }));

async function measureSizes(load: LoadGenerator, pace: Pace): Promise<Row[]> {
  const large = await startGatehouse(gatehouse(1_000, true));
  const small = await startGatehouse(gatehouse(10, true));
  try {
    return await compareSizes({ large, small }, { load, pace, connections: 10, endpoints: 1_000 });
  } finally {
    await Promise.all([large.stop(), small.stop()]);
  }
}

const gatehouse = (endpoints: number, inProcess: boolean): ServerOptions => ({
  ...{ name: `gatehouse, ${endpoints} endpoints`, endpoints, inProcess },
});

async function withField(endpoints: number, use: (field: Field) => Promise<Row[]>): Promise<Row[]> {
  const started: Server[] = [];
  const keep = async (server: Promise<Server>): Promise<Server> => {
    started.push(await server);
    return server;
  };
  const peer = (inProcess: boolean) =>
    startServerlessOffline({ name: "serverless-offline", endpoints, inProcess });
  try {
    return await use({
      raw: await keep(startRaw("plain")),
      rawJson: await keep(startRaw("json")),
      inProcess: await keep(startGatehouse(gatehouse(endpoints, true))),
      processes: await keep(startGatehouse(gatehouse(endpoints, false))),
      peerInProcess: await keep(peer(true)),
      peerWorker: await keep(peer(false)),
    });
  } finally {
    await Promise.all(started.map((server) => server.stop()));
  }
}
