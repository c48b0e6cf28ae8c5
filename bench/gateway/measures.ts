import type { LoadGenerator } from "./load";
import { medianRatio, median, runRounds, type Pace, type Sample, type Side } from "./rounds";
import type { Server } from "./servers";
import type { Row } from "./table";

/** What the measures share. */
export interface Setting {
  load: LoadGenerator;
  pace: Pace;
  connections: number;
  endpoints: number;
}

/** The servers of one size of API. */
export interface Field {
  raw: Server;
  rawJson: Server;
  inProcess: Server;
  processes: Server;
  peerInProcess: Server;
  peerWorker: Server;
}

const microseconds = (samples: readonly Sample[]) =>
  `${median(samples.map(({ cpu }) => cpu)).toFixed(1)} µs`;
const perSecond = (samples: readonly Sample[]) =>
  `${Math.round(median(samples.map(({ throughput }) => throughput)))}/s`;
const tail = (samples: readonly Sample[]) =>
  `${median(samples.map(({ p99 }) => p99)).toFixed(1)} ms`;

function describe({ connections, endpoints }: Setting): string {
  return `${connections} connections, ${endpoints} endpoints`;
}

type Samples = readonly Sample[];
type Target = NonNullable<Row["target"]>;

function cpuRow(measure: string, sides: { ours: Samples; peer: Samples }, target?: Target) {
  const { ours, peer } = sides;
  const ratio = medianRatio(ours, peer, ({ cpu }) => cpu);
  const row = { measure, ours: microseconds(ours), peer: microseconds(peer), ratio };
  return target ? { ...row, target } : row;
}

function throughputRow(measure: string, sides: { ours: Samples; peer: Samples }, target: Target) {
  const { ours, peer } = sides;
  const ratio = medianRatio(ours, peer, ({ throughput }) => throughput);
  return { measure, target, ours: perSecond(ours), peer: perSecond(peer), ratio };
}

function tailRow(measure: string, sides: { ours: Samples; peer: Samples }, target: Target) {
  const { ours, peer } = sides;
  return {
    ...{ measure, target, ours: tail(ours), peer: tail(peer) },
    ratio: medianRatio(ours, peer, ({ p99 }) => p99),
  };
}

/** The open row on all servers: CPU, throughput, and at many connections the slowest hundredth. */
export async function comparePublic(field: Field, setting: Setting): Promise<Row[]> {
  const on = (server: Server): Side => ({ server, row: "public" });
  const [ofRaw, ofRawJson, ofOurs, ofProcesses, ofPeer, ofPeerWorker] = await runRounds(
    [
      on(field.raw),
      on(field.rawJson),
      on(field.inProcess),
      on(field.processes),
      on(field.peerInProcess),
      on(field.peerWorker),
    ],
    setting,
  );
  const rows: Omit<Row, "setting">[] = [
    cpuRow(
      "public, in-process: CPU, against node:http",
      { ours: ofOurs, peer: ofRaw },
      { atMost: 1.5 },
    ),
    cpuRow("public, in-process: CPU, against node:http with JSON", {
      ours: ofOurs,
      peer: ofRawJson,
    }),
    throughputRow(
      "public, processes: throughput, against its workers",
      { ours: ofProcesses, peer: ofPeerWorker },
      { atLeast: 4 },
    ),
    throughputRow(
      "public, processes: throughput, against its in-process",
      { ours: ofProcesses, peer: ofPeer },
      { atLeast: 2 },
    ),
    cpuRow("public, in-process: CPU, against its in-process", { ours: ofOurs, peer: ofPeer }),
    cpuRow("public, processes: CPU, against its workers", {
      ours: ofProcesses,
      peer: ofPeerWorker,
    }),
  ];
  if (setting.connections >= 100) {
    rows.push(
      tailRow("p99, processes", { ours: ofProcesses, peer: ofPeerWorker }, { atMost: 0.5 }),
      tailRow("p99, in-process", { ours: ofOurs, peer: ofPeer }, { atMost: 0.5 }),
    );
  }
  return rows.map((row) => ({ ...row, setting: describe(setting) }));
}

/** What each kind of access costs, against the open row of the same gateway. */
export async function compareAccess(server: Server, setting: Setting): Promise<Row[]> {
  const rows = ["public", "apiKey", "custom", "cognito", "iam"] as const;
  const samples = await runRounds(
    rows.map((row): Side => ({ server, row })),
    setting,
  );
  const targets = { apiKey: 1.1, custom: 1.2, cognito: 1.2, iam: 1.6 };
  const names = {
    apiKey: "apiKey",
    custom: "custom, cached",
    cognito: "cognito, token seen before",
    iam: "iam",
  };
  return rows.slice(1).map((row, at) => {
    const name = row as keyof typeof targets;
    const sides = { ours: samples[at + 1]!, peer: samples[0]! };
    const made = cpuRow(`${names[name]}: CPU, against public`, sides, { atMost: targets[name] });
    return { ...made, setting: describe(setting) };
  });
}

/** The row with a custom authorizer, whose answers serverless-offline does not keep. */
export async function compareCustom(field: Field, setting: Setting): Promise<Row[]> {
  const on = (server: Server): Side => ({ server, row: "custom" });
  const [ours, ofProcesses, peer, ofPeerWorker] = await runRounds(
    [on(field.inProcess), on(field.processes), on(field.peerInProcess), on(field.peerWorker)],
    setting,
  );
  const target = { atLeast: 10 };
  return [
    throughputRow(
      "custom, cached, processes: throughput, against its workers",
      { ours: ofProcesses, peer: ofPeerWorker },
      target,
    ),
    throughputRow(
      "custom, cached, in-process: throughput, against its in-process",
      { ours, peer },
      target,
    ),
  ].map((row) => ({ ...row, setting: describe(setting) }));
}

/** The same row in a large and in a small API. */
export async function compareSizes(
  servers: { large: Server; small: Server },
  setting: Setting,
): Promise<Row[]> {
  const on = (server: Server): Side => ({ server, row: "public" });
  const [ours, peer] = await runRounds([on(servers.large), on(servers.small)], setting);
  const sides = { ours, peer };
  return [
    {
      ...cpuRow("1,000 endpoints against 10, in-process: CPU", sides, { atMost: 1.05 }),
      setting: `${setting.connections} connections`,
    },
  ];
}
