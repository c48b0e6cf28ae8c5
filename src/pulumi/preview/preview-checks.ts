import * as pulumi from "@pulumi/pulumi";
import { checkText, problemsText } from "../../access/notes/check-text";
import { checksOf, openChecks, type Check } from "../../access/notes/checks-of";
import type { ResourceGraph } from "../../graph/resource";
import { onlyOnTheLaptop } from "../../graph/refused/only-on-the-laptop";
import { readGraph } from "../../graph/read/read-graph";
import type { ApiContext } from "../context";
import type { RegisterOptions } from "../parts/function-plan";
import { isPreviewed, keepRunning, shadowGraph } from "./shadow";
import { registerApi } from "../register-api";
import { runError } from "../run-error";

/** What a preview says about a graph: notes and warnings to print, and problems that end it. */
export interface PreviewChecks {
  notes: readonly Check[];
  warnings: readonly Check[];
  problems: readonly Check[];
  /** What AWS would not deploy: the list that ends `npm start`, and what the laptop alone takes. */
  refused: readonly string[];
}

/** The checks of a graph that nobody has accepted. */
export function previewChecks(graph: ResourceGraph): PreviewChecks {
  const definition = readGraph(graph);
  const checks = checksOf(definition);
  return {
    notes: openChecks(checks, "note"),
    warnings: openChecks(checks, "warning"),
    problems: openChecks(checks, "problem"),
    refused: [...definition.problems, ...onlyOnTheLaptop(graph)],
  };
}

type Given = RegisterOptions & { component: string };

/** All that AWS would not deploy in one message. */
export function refusedText(refused: readonly string[]): string {
  const count = refused.length === 1 ? "1 part" : `${refused.length} parts`;
  return [`AWS would refuse ${count} of it:`, ...refused.map((one) => `- ${one}`)].join("\n");
}

/**
 * While an engine previews the program, prints the warnings about what the API registers.
 * @throws RunError with all problems at once
 */
export async function checkWhilePreviewing(context: ApiContext, given: Given): Promise<void> {
  if (!isPreviewed()) return;
  const done = keepRunning();
  try {
    await check(context, given);
  } finally {
    done();
  }
}

async function check(context: ApiContext, given: Given): Promise<void> {
  let found: PreviewChecks;
  try {
    found = previewChecks(await registeredOnceMore(context, given));
  } catch (error) {
    // What the checks rely on is the runtime's own; a preview must not depend on them.
    const why = error instanceof Error ? error.message : String(error);
    await pulumi.log.warn(`Access was not checked: ${why}`, given.parent);
    return;
  }
  for (const check of found.notes) await pulumi.log.info(checkText(check), given.parent);
  for (const check of found.warnings) await pulumi.log.warn(checkText(check), given.parent);
  const texts = [
    ...(found.refused.length > 0 ? [refusedText(found.refused)] : []),
    ...(found.problems.length > 0 ? [problemsText(found.problems)] : []),
  ];
  if (texts.length === 0) return;
  const refusal = runError(texts.join("\n"));
  // Nobody is helped by where in this file it was made, and the CLI prints a stack where there is one.
  refusal.stack = refusal.message;
  throw refusal;
}

async function registeredOnceMore(
  context: ApiContext,
  { options, component }: Given,
): Promise<ResourceGraph> {
  const place = await new Promise<Parameters<typeof shadowGraph>[0]>((resolve) =>
    context.place.apply(resolve),
  );
  return shadowGraph(place, () => {
    const parent = new pulumi.ComponentResource("gatehouse:index:SecuredApi", component);
    // A separate model: what is kept by model belongs to the real run.
    const own = { ...context, model: { ...context.model } };
    registerApi(own, { options, parent, withoutCode: true });
  });
}
