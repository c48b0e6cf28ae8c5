/** Text with `$context.x` in it, cut into pieces once. */
export type Substitution = (look: (path: string) => string) => string;

const reference =
  /\$\{((?:context|stageVariables|method)\.[\w.-]*\w)\}|\$((?:context|stageVariables|method)\.[\w.-]*\w)/g;

/** Templates of gateway responses know plain substitution only, no directives. */
export function compileSubstitution(template: string): Substitution {
  const pieces: (string | { path: string })[] = [];
  let from = 0;
  for (const match of template.matchAll(reference)) {
    if (match.index > from) pieces.push(template.slice(from, match.index));
    pieces.push({ path: (match[1] ?? match[2])! });
    from = match.index + match[0].length;
  }
  if (from < template.length) pieces.push(template.slice(from));
  return (look) => {
    let text = "";
    for (const piece of pieces) text += typeof piece === "string" ? piece : look(piece.path);
    return text;
  };
}
