import { parseArgs } from "node:util";
import { baseGraphs } from "./graphs";
import { foundText, runDifferential } from "./run";

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      graphs: { type: "string", default: "20000" },
      seed: { type: "string", default: "1" },
      questions: { type: "string", default: "16" },
      most: { type: "string", default: "20" },
    },
  });
  const { found, ...counts } = await runDifferential(baseGraphs(), {
    graphs: Number(values.graphs),
    seed: Number(values.seed),
    questions: Number(values.questions),
    most: Number(values.most),
  });
  for (const one of found) console.log(`${foundText(one)}\n`);
  console.log(
    `${counts.graphs} graphs, ${counts.asked} questions compared, ${counts.skipped} not comparable: ${found.length} graphs disagree.`,
  );
  process.exitCode = found.length === 0 ? 0 : 1;
}

void main();
