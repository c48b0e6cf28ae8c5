import { readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";

/** The folder of the project. */
export const root = path.join(__dirname, "../..");

/** A step of a job. */
export interface Step {
  name?: string;
  uses?: string;
  run?: string;
  if?: string;
  with?: Record<string, unknown>;
  env?: Record<string, string>;
  "working-directory"?: string;
  "continue-on-error"?: boolean;
}

/** A job of a workflow. */
export interface Job {
  if?: string;
  needs?: string;
  environment?: string;
  permissions?: Record<string, string>;
  env?: Record<string, string>;
  steps: Step[];
}

/** A workflow, as its file says it. */
export interface Workflow {
  name: string;
  on: Record<string, unknown>;
  permissions: Record<string, string>;
  env?: Record<string, string>;
  jobs: Record<string, Job>;
}

/** The workflows of this project, by file name. */
export const files = ["access", "access-comment", "preview", "deploy"] as const;

/** The text of a workflow. */
export const textOf = (name: string): string =>
  readFileSync(path.join(root, `.github/workflows/${name}.yml`), "utf8");

/** A workflow, read. */
export const workflow = (name: string): Workflow => parse(textOf(name)) as Workflow;

/** Every step of a workflow, with its job. */
export const stepsOf = ({ jobs }: Workflow): { id: string; job: Job; step: Step }[] =>
  Object.entries(jobs).flatMap(([id, job]) => job.steps.map((step) => ({ id, job, step })));
