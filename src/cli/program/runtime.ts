import path from "node:path";
import type * as runtimeModule from "@pulumi/pulumi/runtime";
import { unknownField } from "../../graph/record/invokes";
import { loadRarelyUsedLate } from "./load-lazily";
import { ProgramError } from "./program-error";
import type { Project } from "./project";
import type { Recorder } from "../../graph/record/recorder";
import { monitorOf } from "../../graph/record/wire";

/** The Pulumi runtime that a program loads, as far as it is steered from outside. */
export interface PulumiRuntime {
  /** Puts a recorder in the engine's place. */
  connect(project: Project, recorder: Recorder): void;
  /** Runs the program as the stack's root; resolves when its exports are known. */
  run(program: () => Promise<Record<string, unknown>>): Promise<unknown>;
  /** How many promises of the runtime nobody has resolved, once; the runtime itself then no longer complains about them. */
  takeWaiting(): number;
}

/** The runtime's own features; `transforms` needs a server that a recorder does not have. */
const features = {
  supportsSecrets: true,
  supportsResourceReferences: true,
  supportsOutputValues: false,
  supportsDeletedWith: true,
  supportsReplaceWith: true,
  supportsAliasSpecs: true,
  supportsTransforms: false,
  supportsParameterization: true,
  supportsResourceHooks: true,
  supportsErrorHooks: true,
};

/** Finds the runtime as the program will find it: there must be one, and the same. */
export function loadRuntime(load: NodeJS.Require, directory: string): PulumiRuntime {
  const runtime = loadInstalled(load, directory);
  return {
    connect(project, recorder) {
      runtime.setAllConfig(project.config, project.secretKeys);
      // As a preview: an output that nobody here can know is then unknown instead of missing.
      const preview = true;
      const { name, stack } = project;
      runtime.setMockOptions(monitorOf(recorder), name, stack, preview, "organization");
      Object.assign(load("@pulumi/pulumi/runtime/state").getStore(), features);
      makeUnknownWhole(load, runtime);
    },
    run: (program) => runtime.runInPulumiStack(program),
    takeWaiting() {
      const [waiting] = load("@pulumi/pulumi/runtime/debuggable").leakedPromises();
      return waiting.size;
    },
  };
}

function loadInstalled(load: NodeJS.Require, directory: string): typeof runtimeModule {
  loadRarelyUsedLate();
  try {
    return load("@pulumi/pulumi/runtime");
  } catch {
    const folder = path.relative("", directory) || "this folder";
    throw new ProgramError(`@pulumi/pulumi is not installed in ${folder}: run npm install there.`);
  }
}

/**
 * A property of a result that is only partly unknown reads as missing (`liftedProperty` in output.js), so
 * what hangs on it would be `undefined` in the program. A result that nobody knows must be unknown whole.
 */
function makeUnknownWhole(load: NodeJS.Require, runtime: typeof runtimeModule): void {
  const { unknown } = load("@pulumi/pulumi/output");
  for (const name of ["invokeOutput", "invokeSingleOutput"] as const) {
    const original = runtime[name] as (...args: unknown[]) => {
      apply(read: (value: unknown) => unknown, runWithUnknowns: boolean): unknown;
    };
    Object.defineProperty(runtime, name, {
      configurable: true,
      enumerable: true,
      value: (...args: unknown[]) =>
        original(...args).apply((value) => (isUnknownResult(value) ? unknown : value), true),
    });
  }
}

const isUnknownResult = (value: unknown) =>
  typeof value === "object" && value !== null && unknownField in value;
