import assert from "node:assert/strict";
import { driftOf } from "../../../src/access/drift/drift-of";
import { collectLive } from "../../../src/cli/drift/collect";
import { answerFile, keptSource, type LiveSource } from "../../../src/cli/drift/live-source";
import { answersAfter, cases, program, type Answers } from "./answers";

const sourceOf = (answers: Answers): LiveSource => ({
  ask: async (operation, ...about) =>
    answers[answerFile(operation, about)] as Record<string, unknown> | undefined,
});

const linesOf = async (answers: Answers) => {
  const live = await collectLive(program, keptSource(sourceOf(answers), undefined), new Map());
  return driftOf(program, live).changes.map(
    ({ verdict, property, where, who }) => `${verdict} ${property} ${where.join(", ")}: ${who}`,
  );
};

describe("driftOf", () => {
  for (const { name, edits, expected } of cases)
    it(name, async () => {
      assert.deepEqual(await linesOf(answersAfter(edits)), expected);
    });
});
