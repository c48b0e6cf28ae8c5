import { spawn, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { root, type Job, type Step } from "./workflow";

/** A place in which jobs run as a runner of GitHub would run them, each in folders of its own. */
export interface Runner {
  folder: string;
  /** The repository that checkouts are taken from. */
  origin: string;
  /** Values of `${{ … }}`, by expression. */
  values: Readonly<Record<string, string>>;
  /** What every step finds in its environment. */
  env: Readonly<Record<string, string>>;
}

/** What a job leaves. */
export interface Ran {
  /** The name or action of each step, with its exit code; the first that fails ends the job. */
  steps: readonly { name: string; code: number; output: string; isOptional: boolean }[];
  failed: boolean;
  /** The text of `$GITHUB_STEP_SUMMARY`. */
  summary: string;
}

/** Puts an `npm` first in the PATH that installs by a link: the packages are the project's own. */
export function fakeNpm(folder: string): string {
  const bin = path.join(folder, "bin");
  mkdirSync(bin, { recursive: true });
  const script = `#!/usr/bin/env bash
case "$1" in
  ci) [ -e node_modules ] || ln -s ${root}/node_modules node_modules ;;
  test) echo "tests of $(basename "$PWD")" ;;
  run) shift; [ "$1" = --silent ] && shift; name=$1; shift; [ "$1" = -- ] && shift
       exec node scripts/run.cjs "$name" "$@" ;;
esac
`;
  writeFileSync(path.join(bin, "npm"), script, { mode: 0o755 });
  return bin;
}

/** Fills `${{ … }}` in; an expression that the test does not know is a mistake. */
function filled(text: string, values: Runner["values"]): string {
  return text.replace(/\$\{\{\s*(.*?)\s*\}\}/g, (_whole, expression: string) => {
    const value = values[expression];
    if (value === undefined) throw new Error(`The test gives no value for ${expression}`);
    return value;
  });
}

/** Runs the steps of a job, one after the other. */
export async function runJob(job: Job, at: { runner: Runner; name: string }): Promise<Ran> {
  const { runner, name } = at;
  const work = path.join(runner.folder, name);
  const temp = path.join(work, "_temp");
  mkdirSync(temp, { recursive: true });
  const values = { ...runner.values, "runner.temp": temp };
  const summary = path.join(temp, "summary.md");
  writeFileSync(summary, "");
  const place = { runner, work, temp, values, summary, job };
  const steps: Ran["steps"][number][] = [];
  for (const step of job.steps) {
    if (step.if !== undefined && values[step.if as keyof typeof values] !== "true") continue;
    const done = step.run === undefined ? action(step, place) : await shell(step, place);
    const isOptional = step["continue-on-error"] === true;
    steps.push({ name: step.name ?? step.uses ?? step.run ?? "", isOptional, ...done });
    if (done.code !== 0 && step["continue-on-error"] !== true) break;
  }
  return {
    steps,
    failed: steps.some(({ code, isOptional }) => code !== 0 && !isOptional),
    summary: readFileSync(summary, "utf8"),
  };
}

interface Place {
  runner: Runner;
  work: string;
  temp: string;
  values: Readonly<Record<string, string>>;
  summary: string;
  job: Job;
}

function action({ uses = "", with: given = {} }: Step, place: Place) {
  const { runner, work, values } = place;
  const input = (key: string) => filled(String(given[key] ?? ""), values);
  const artifacts = path.join(runner.folder, "artifacts");
  if (uses.startsWith("actions/checkout@")) {
    const target = path.join(work, input("path"));
    const ref = input("ref") || "main";
    const git = (...args: string[]) => spawnSync("git", args, { encoding: "utf8" });
    git("clone", "--quiet", "--no-hardlinks", runner.origin, target);
    const { status, stderr } = git("-C", target, "checkout", "--quiet", "--detach", ref);
    return { code: status ?? 1, output: stderr };
  }
  if (uses.startsWith("actions/upload-artifact@")) {
    for (const file of input("path").trim().split("\n")) {
      const target = path.join(artifacts, input("name"));
      mkdirSync(target, { recursive: true });
      const isFolder = !path.extname(file.trim());
      const to = isFolder ? target : path.join(target, path.basename(file.trim()));
      cpSync(file.trim(), to, { recursive: true });
    }
    return { code: 0, output: "" };
  }
  if (uses.startsWith("actions/download-artifact@")) {
    const from = path.join(artifacts, input("name"));
    if (!existsSync(from)) return { code: 1, output: `no artifact ${input("name")}` };
    cpSync(from, input("path"), { recursive: true });
    return { code: 0, output: "" };
  }
  if (uses.startsWith("actions/setup-node@")) return { code: 0, output: "" };
  throw new Error(`The test does not know ${uses}`);
}

function shell(step: Step, place: Place): Promise<{ code: number; output: string }> {
  const { runner, work, temp, values, summary, job } = place;
  const own = Object.entries({ ...job.env, ...step.env }).map(([key, value]) => [
    key,
    filled(value, values),
  ]);
  const cwd = path.join(work, step["working-directory"] ?? "");
  mkdirSync(cwd, { recursive: true });
  // As GitHub does without `shell:` on Linux.
  const child = spawn("bash", ["-e", "-c", step.run ?? ""], {
    cwd,
    env: {
      PATH: process.env["PATH"],
      HOME: temp,
      RUNNER_TEMP: temp,
      GITHUB_STEP_SUMMARY: summary,
      ...runner.env,
      ...Object.fromEntries(own),
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => (output += text));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve({ code: code ?? 1, output }));
  });
}
