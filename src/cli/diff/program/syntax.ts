import ts from "typescript";

/** `IfStatement` → `if statement`. */
export const wordFor = (node: ts.Node): string =>
  (ts.SyntaxKind[node.kind] ?? "unknown").replace(/(?<=[a-z])(?=[A-Z])/g, " ").toLowerCase();
