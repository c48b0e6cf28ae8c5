/** A changed file that only an owner should merge. */
export interface OwnersFile {
  file: string;
  /** What the file does that a comparison of graphs cannot judge, as a sentence after its name. */
  why: string;
}

const judges = "decides what is judged, or how";
const program = "is part of the program, which can register one thing here and another in a deploy";
const packages = "decides which code of others runs";
const stack = "configures a stack: what is deployed may differ from what was judged before";

/** What decides how everything else is judged or run. */
const judged: readonly (readonly [pattern: RegExp, why: string])[] = [
  [/^src\//, judges],
  [/^scripts\//, judges],
  [/^index\.[cm]?[jt]s$/, program],
  [/^\.github\//, judges],
  [/^\.gitlab(-ci\.ya?ml$|\/)/, judges],
  // Hosts look for it in several places, and the first counts.
  [/(^|\/)CODEOWNERS$/, judges],
  [/(^|\/)(package(-lock)?|npm-shrinkwrap)\.json$/, packages],
  [/(^|\/)(yarn\.lock|pnpm-(lock|workspace)\.ya?ml|bun\.lockb?|bunfig\.toml)$/, packages],
  // npm builds what has one, and so runs what it says, at every install.
  [/(^|\/)(binding\.gyp|[^/]*\.gypi)$/, packages],
  [
    /(^|\/)(\.nvmrc|\.node-version|\.tool-versions|mise\.toml)$/,
    "decides which Node runs the program",
  ],
  [
    /(^|\/)\.(npmrc|yarnrc(\.ya?ml)?|pnp(file)?\.[^/]*|pnpmfile\.[^/]*|gitmodules|gitattributes)$/,
    packages,
  ],
  [/(^|\/)(node_modules|patches|\.yarn)\/|\.patch$/, packages],
  [/(^|\/)[jt]sconfig[^/]*\.json$/, judges],
  [/(^|\/)Pulumi(\.[^/]+)?\.(ya?ml|json)$/, stack],
  [/^gatehouse\.local\.json$/, judges],
];

/**
 * The files among these that only an owner should merge: a program or a runner that was changed may register
 * one thing here and another in a deploy.
 */
export function needsOwner(files: readonly string[]): readonly OwnersFile[] {
  const found = files.flatMap((file): OwnersFile[] => {
    // What lies above the program's folder is judged by its place there.
    const place = file.replace(/^(\.\.\/)+/, "");
    const why = judged.find(([pattern]) => pattern.test(place))?.[1];
    return why === undefined ? [] : [{ file, why }];
  });
  return inOrderOfFiles(found);
}

/** Each file once, with every reason, by name. */
export function inOrderOfFiles(files: readonly OwnersFile[]): readonly OwnersFile[] {
  const reasons = new Map<string, Set<string>>();
  for (const { file, why } of files) reasons.set(file, (reasons.get(file) ?? new Set()).add(why));
  return [...reasons]
    .map(([file, whys]) => ({ file, why: [...whys].join("; ") }))
    .sort((a, b) => (a.file < b.file ? -1 : 1));
}
