import * as pulumi from "@pulumi/pulumi";
import { bundleFaults, mergeBundleFields, type BundleFields } from "../bundle/fields";
import { archiveOf, bundleAll, startable, warnOfVariables, type KeysOfRow } from "./code";
import type { ApiContext } from "../context";
import type { FunctionSettings } from "./function";
import { mergeOptions, type FunctionOptions } from "./function-options";
import { defaultHandlers } from "../stack/read-model";
import { runError } from "../run-error";
import type { Made, SecuredApiOptions } from "../secured-api-options";

/** A table whose names are not known here. */
type AnySpec = Readonly<Record<string, never>>;

/** What the registration of an API is made with. */
export interface RegisterOptions {
  options: SecuredApiOptions<AnySpec>;
  parent: pulumi.Resource;
  /** Whether functions are registered empty, without a run of the bundler. @default false */
  withoutCode?: boolean;
}

/** What each function is made with beside its model, from the defaults and its own options, in rising order. */
export interface FunctionPlan {
  (name: string): Omit<FunctionSettings, "code">;
  /** The archive of a function. */
  code(name: string, keys?: KeysOfRow): pulumi.Output<pulumi.asset.Archive>;
  /** Says where functions run that call the API, unless their options say another place. */
  runInside(vpc: NonNullable<FunctionOptions["vpc"]>): void;
  /** Says what the API has made, once it has; triggers come before that. */
  made(made: unknown): void;
}

/** Starts the bundler and reads the options of all functions. */
export function functionPlans(context: ApiContext, given: RegisterOptions): FunctionPlan {
  const { options } = given;
  const { defaults = {} } = options;
  const functions = (options.functions ?? {}) as Readonly<Record<string, FunctionOptions<never>>>;
  checkNames(context, functions);
  const bundles = given.withoutCode
    ? undefined
    : bundleAll(context.model, {
        spec: options.spec ?? "api-spec",
        handlers: options.handlers ?? defaultHandlers,
        output: options.output ?? ".gatehouse/bundles",
        fields: bundleFieldsOf(context, { defaults, functions }),
      });
  let made: Made<AnySpec> | undefined;
  let network: FunctionOptions["vpc"];

  const plan = (name: string) => {
    const own = functions[name] ?? {};
    const row = context.model.endpoints.find((one) => one.name === name);
    const inside = network && row && row.calls.length > 0 ? { vpc: network } : {};
    const merged = mergeOptions(
      { ...inside, ...defaults } as FunctionOptions<never>,
      own,
      (made ?? notYet(name)) as never,
    );
    return {
      options: merged,
      startable: (
        code: pulumi.Input<pulumi.asset.Archive>,
        runtime: pulumi.Input<string | undefined>,
      ) => (bundles ? startable(bundles, name, { code, runtime }) : code),
      holds: (variables: readonly string[]) =>
        void (bundles && warnOfVariables(bundles, name, variables)),
    };
  };
  return Object.assign(plan, {
    code: (name: string, keys?: KeysOfRow) =>
      bundles ? archiveOf(bundles, name, keys) : pulumi.output(new pulumi.asset.AssetArchive({})),
    runInside: (vpc: NonNullable<FunctionOptions["vpc"]>) => {
      network = vpc;
    },
    made: (all: unknown) => {
      made = all as Made<AnySpec>;
    },
  });
}

interface BundleOptionsOf {
  defaults: FunctionOptions<never>;
  functions: Readonly<Record<string, FunctionOptions<never>>>;
}

/**
 * The `bundle` of each function.
 * @throws RunError with all that is wrong with them
 */
function bundleFieldsOf(
  { model }: ApiContext,
  { defaults, functions }: BundleOptionsOf,
): Record<string, BundleFields> {
  const names = [...model.endpoints, ...model.authorizers, ...model.triggers].map(
    ({ name }) => name,
  );
  const fields: Record<string, BundleFields> = {};
  const faults: string[] = [];
  for (const name of names) {
    const own = functions[name] ?? {};
    if (!defaults.bundle && !own.bundle) continue;
    const merged = mergeBundleFields(defaults.bundle, own.bundle);
    fields[name] = merged;
    const layers = (own.layers ?? defaults.layers) !== undefined;
    faults.push(...bundleFaults(name, merged, { projectDirectory: process.cwd(), layers }));
  }
  if (faults.length > 0) throw runError(faults.join("\n"));
  return fields;
}

/** What a trigger's environment gets: reading what is made after the triggers says so. */
function notYet(name: string): object {
  return new Proxy(
    {},
    {
      get(_target, field) {
        throw runError(
          `${name}: its environment reads ${String(field)}, which is made after the triggers. ` +
            "Expected plain values. Give what other functions need to each of them in `functions`, not to all in `defaults`.",
        );
      },
    },
  );
}

/** The compiler refuses unknown names; JavaScript and options from a variable reach this. */
function checkNames({ model }: ApiContext, functions: object): void {
  const known = [...model.endpoints, ...model.authorizers, ...model.triggers].map(
    ({ name }) => name,
  );
  const unknown = Object.keys(functions).filter((name) => !known.includes(name));
  if (unknown.length === 0) return;
  throw runError(
    `functions: ${unknown.join(", ")} is no row, authorizer or trigger of the table. ` +
      `Expected names among: ${known.sort().join(", ")}. Correct the name, or take it out.`,
  );
}
