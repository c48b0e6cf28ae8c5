/** What decides how everything else is judged or run. */
const judged: readonly RegExp[] = [
  /^src\//,
  /^scripts\//,
  /^index\.[cm]?[jt]s$/,
  /^\.github\//,
  /^\.gitlab-ci\.ya?ml$/,
  /^package(-lock)?\.json$/,
  /^\.npmrc$/,
  /^tsconfig[^/]*\.json$/,
  /^Pulumi\.ya?ml$/,
  /^gatehouse\.local\.json$/,
];

/**
 * The files among these that only an owner should let in: a program or a runner that was changed may register
 * one thing here and another in a deploy.
 */
export function needsOwner(files: readonly string[]): readonly string[] {
  return files.filter((file) => judged.some((pattern) => pattern.test(file))).sort();
}
