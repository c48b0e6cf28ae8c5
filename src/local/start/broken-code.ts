import type { FunctionDefinition, Deployed } from "../../graph/deployed";

/** What the bundler leaves in place of a handler that does not build: code that throws the reason. */
const onlyThrows =
  /^exports\.handler = async \(\) => \{\s*throw new Error\("(?:\\.|[^"\\])*"\);\s*\};\s*$/;

/** What comes of a function whose handler does not build; undefined where it builds. */
export function brokenCode(
  { code, arn }: FunctionDefinition,
  { apis }: Deployed,
): string | undefined {
  const file = code.files["index.js"];
  if (!file || !("text" in file) || !onlyThrows.test(file.text)) return undefined;
  const methods = apis.flatMap(({ resources }) =>
    resources.flatMap((resource) => Object.values(resource.methods)),
  );
  const isRow = methods.some(({ integration }) => integration?.functionArn === arn);
  return `its handler does not build, so ${isRow ? "its row answers 502" : "each call of it fails"} until that is mended`;
}
