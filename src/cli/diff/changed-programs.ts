import { needsOwner, type OwnersFile } from "../../access/diff/needs-owner";
import { programFiles } from "./program/program-files";
import type { Tree } from "./program/tree";
import { commitOf, forkPoint } from "../git/git";
import type { Sides } from "./graphs";
import { treeOfCommit, treeOfFolder } from "../git/trees";

/** The changed files that are programs, as they stand at the base and at the head. */
export async function changedPrograms(
  sides: Sides,
  files: readonly string[],
): Promise<readonly OwnersFile[]> {
  if (files.length === 0) return [];
  const [base, head] = await Promise.all([baseTree(sides), headTree(sides)]);
  const isOwned = (file: string) => needsOwner([file]).length > 0;
  return programFiles({ base, head, files, isOwned });
}

async function baseTree({ directory, base, baseCommit }: Sides): Promise<Tree | undefined> {
  if (baseCommit !== undefined)
    return treeOfCommit(directory, await commitOf(directory, baseCommit, "--base-commit"));
  if (base === undefined) return undefined;
  return treeOfCommit(directory, await forkPoint(directory, await commitOf(directory, base)));
}

async function headTree({ directory, headGraph, headCommit }: Sides): Promise<Tree | undefined> {
  if (headCommit !== undefined)
    return treeOfCommit(directory, await commitOf(directory, headCommit, "--head-commit"));
  return headGraph === undefined ? treeOfFolder(directory) : undefined;
}
