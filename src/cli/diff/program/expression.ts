import ts from "typescript";
import { wordFor } from "./syntax";
import { isSafeMember, plainMethods, schemaMakers, schemaMethods } from "./words";

/**
 * What a name stands for. `plain`: texts, numbers and what is worked out from them, equal wherever the file runs.
 * `given`: what a refinement gets. `opaque`: rows and schemas, which may be handed on and not be looked into.
 * `namespace`: all of another file.
 */
export type Kind = "plain" | "given" | "opaque" | "namespace" | "zod" | "maker" | "word" | "words";

/** The names that a file declares or imports. */
export type Names = Map<string, Kind>;

/** Reads expressions of a file of the table; what it does not understand it reports. */
export class Reader {
  readonly #names: Names;
  readonly #add: (node: ts.Node, what: string) => void;

  constructor(names: Names, add: (node: ts.Node, what: string) => void) {
    this.#names = names;
    this.#add = add;
  }

  /** What the value of an expression is. */
  read(node: ts.Expression): Kind {
    return this.#asValue(node, this.#kindOf(node));
  }

  #asValue(node: ts.Node, kind: Kind): Kind {
    const isValue = kind === "plain" || kind === "given" || kind === "opaque";
    return isValue ? kind : this.#refuse(node, `uses ${shown(node)} as a value`);
  }

  #refuse(node: ts.Node, what: string): Kind {
    this.#add(node, what);
    return "opaque";
  }

  #plain(node: ts.Expression): Kind {
    const kind = this.read(node);
    if (kind !== "opaque") return kind;
    return this.#refuse(node, `works with ${shown(node)}, which is no literal`);
  }

  #kindOf(node: ts.Expression): Kind {
    if (
      ts.isParenthesizedExpression(node) ||
      ts.isAsExpression(node) ||
      ts.isSatisfiesExpression(node) ||
      ts.isNonNullExpression(node) ||
      ts.isTypeAssertionExpression(node)
    ) {
      return this.#kindOf(node.expression);
    }
    if (isLiteral(node)) return "plain";
    if (ts.isRegularExpressionLiteral(node)) return "opaque";
    if (ts.isIdentifier(node)) return this.#name(node);
    if (ts.isTemplateExpression(node)) {
      for (const { expression } of node.templateSpans) this.#plain(expression);
      return "plain";
    }
    if (ts.isArrayLiteralExpression(node))
      return this.#all(node.elements.map((one) => this.#element(one)));
    if (ts.isObjectLiteralExpression(node)) return this.#object(node);
    if (ts.isPropertyAccessExpression(node)) return this.#member(node, node.expression, node.name);
    if (ts.isElementAccessExpression(node)) {
      const { argumentExpression: index } = node;
      if (ts.isNumericLiteral(index) || ts.isStringLiteralLike(index))
        return this.#member(node, node.expression, index);
      return this.#refuse(node, `looks up a member by a computed name`);
    }
    if (ts.isCallExpression(node)) return this.#call(node);
    return this.#operator(node);
  }

  #operator(node: ts.Expression): Kind {
    if (ts.isPrefixUnaryExpression(node) && unary.has(node.operator))
      return this.#plain(node.operand);
    if (ts.isBinaryExpression(node) && binary.has(node.operatorToken.kind))
      return this.#all([this.#plain(node.left), this.#plain(node.right)]);
    if (ts.isConditionalExpression(node)) {
      this.#plain(node.condition);
      return this.#all([this.read(node.whenTrue), this.read(node.whenFalse)]);
    }
    return this.#refuse(node, `is more than rows and literals (${wordFor(node)})`);
  }

  #all(kinds: readonly Kind[]): Kind {
    if (kinds.includes("opaque")) return "opaque";
    return kinds.includes("given") ? "given" : "plain";
  }

  #name(node: ts.Identifier): Kind {
    const kind = this.#names.get(node.text);
    if (kind !== undefined) return kind;
    if (node.text === "undefined") return "plain";
    return this.#refuse(node, `reads ${node.text}, which is neither declared above nor imported`);
  }

  #element(node: ts.Expression): Kind {
    if (ts.isOmittedExpression(node)) return "plain";
    return this.read(ts.isSpreadElement(node) ? node.expression : node);
  }

  #object(node: ts.ObjectLiteralExpression): Kind {
    return this.#all(node.properties.map((property) => this.#property(property)));
  }

  #property(property: ts.ObjectLiteralElementLike): Kind {
    if (ts.isSpreadAssignment(property)) return this.read(property.expression);
    const { name } = property;
    const isText =
      ts.isIdentifier(name) || ts.isStringLiteralLike(name) || ts.isNumericLiteral(name);
    const isConstant =
      isText || (ts.isComputedPropertyName(name) && ts.isStringLiteralLike(name.expression));
    if (!isConstant) return this.#refuse(name, "computes the name of a member");
    const text = ts.isComputedPropertyName(name)
      ? (name.expression as ts.StringLiteralLike).text
      : name.text;
    // As a key of data any name may stand, but the one that changes what the object is, and what runs unseen.
    if (["__proto__", "toString", "valueOf", "toJSON", "then"].includes(text))
      return this.#refuse(name, `sets ${text}`);
    if (ts.isPropertyAssignment(property)) return this.read(property.initializer);
    if (ts.isShorthandPropertyAssignment(property))
      return this.#asValue(property.name, this.#name(property.name));
    if (ts.isGetAccessorDeclaration(property)) {
      const body = property.body?.statements ?? [];
      const [only] = body;
      if (body.length === 1 && only && ts.isReturnStatement(only) && only.expression) {
        this.#readLate(only.expression);
        return "opaque";
      }
    }
    return this.#refuse(property, `holds code (${wordFor(property)})`);
  }

  #member(
    node: ts.Expression,
    holder: ts.Expression,
    name: ts.MemberName | ts.LiteralExpression,
  ): Kind {
    const kind = this.#kindOf(holder);
    const { text } = name;
    const isData = kind === "plain" || kind === "given";
    if (!isSafeMember(text) || (!isData && !/^[A-Za-z$][\w$]*$/.test(text)))
      return this.#refuse(node, `looks up ${text}`);
    if (kind === "words") return "word";
    if (kind === "zod") {
      if (schemaMakers.has(text)) return "maker";
      return this.#refuse(node, `uses ${shown(node)}, which does not make a schema`);
    }
    // `z.iso.date`, `z.coerce.number`
    if (kind === "maker" && schemaMakers.has(text)) return "maker";
    if (kind === "maker" || kind === "word")
      return this.#refuse(node, `looks into ${shown(holder)}`);
    if (kind === "given") return "given";
    // What else a literal has depends on the version of the runtime.
    return kind === "plain" && /^(length|\d+)$/.test(text) ? "plain" : "opaque";
  }

  /** Reports a maker of schemas that is imported by name and is none. */
  maker(node: ts.Node, name: string): void {
    if (!schemaMakers.has(name))
      this.#refuse(node, `imports ${name} of zod, which does not make a schema`);
  }

  #call(node: ts.CallExpression): Kind {
    const callee = withoutTypes(node.expression);
    if (callee.kind === ts.SyntaxKind.ImportKeyword)
      return this.#refuse(node, "imports while it runs");
    if (ts.isPropertyAccessExpression(callee)) {
      const holder = this.#kindOf(callee.expression);
      const { text } = callee.name;
      const isData = holder === "plain" || holder === "given";
      // A row or a schema as text may be another one under another loader.
      if (isData && plainMethods.has(text))
        return this.#all([holder, ...node.arguments.map((one) => this.#dataArgument(one))]);
      if (holder === "opaque" && schemaMethods.has(text)) {
        this.#arguments(node, true);
        return "opaque";
      }
      if (isData || holder === "opaque" || holder === "namespace")
        return this.#refuse(node, `calls ${shown(callee)}`);
    }
    const kind = this.#kindOf(callee);
    if (kind === "word" || kind === "maker") {
      this.#arguments(node, kind === "maker");
      return "opaque";
    }
    return this.#refuse(node, `calls ${shown(callee)}`);
  }

  #dataArgument(node: ts.Expression): Kind {
    if (ts.isRegularExpressionLiteral(node)) return "plain";
    return this.#plain(ts.isSpreadElement(node) ? node.expression : node);
  }

  #arguments(node: ts.CallExpression, mayBeFunctions: boolean): Kind {
    return this.#all(
      node.arguments.map((one) => {
        if (mayBeFunctions && ts.isArrowFunction(one)) return this.#arrow(one);
        return this.#element(one);
      }),
    );
  }

  /** A refinement or a schema that refers to itself: one expression, of what it is given. */
  #arrow(node: ts.ArrowFunction): Kind {
    const isAsync = (ts.getModifiers(node) ?? []).length > 0;
    if (isAsync || ts.isBlock(node.body)) return this.#refuse(node, "holds a function with a body");
    const given = node.parameters.map(({ name, initializer, dotDotDotToken }) =>
      initializer || dotDotDotToken ? undefined : givenNames(name),
    );
    if (given.some((names) => names === undefined))
      return this.#refuse(node, "holds a function whose parameters compute something");
    const outer = new Map(this.#names);
    for (const name of given.flatMap((names) => names ?? [])) this.#names.set(name, "given");
    this.#readLate(node.body);
    this.#names.clear();
    for (const [name, kind] of outer) this.#names.set(name, kind);
    return "opaque";
  }

  /** What runs after the whole file may name what is declared further down. */
  #readLate(node: ts.Expression): void {
    const declared = declarationsOf(node.getSourceFile()).filter((name) => !this.#names.has(name));
    for (const name of declared) this.#names.set(name, "opaque");
    this.read(node);
    for (const name of declared) this.#names.delete(name);
  }
}

function withoutTypes(node: ts.Expression): ts.Expression {
  return ts.isParenthesizedExpression(node) || ts.isNonNullExpression(node)
    ? withoutTypes(node.expression)
    : node;
}

/** The names of a parameter; nothing where it computes something. */
function givenNames(name: ts.BindingName): string[] | undefined {
  if (ts.isIdentifier(name)) return [name.text];
  if (ts.isArrayBindingPattern(name)) return undefined;
  const found: string[] = [];
  for (const { name: inner, propertyName, initializer, dotDotDotToken } of name.elements) {
    if (initializer || dotDotDotToken || !ts.isIdentifier(inner)) return undefined;
    const from = propertyName ?? inner;
    if (!ts.isIdentifier(from) || !isSafeMember(from.text)) return undefined;
    found.push(inner.text);
  }
  return found;
}

/** The constants of a file, wherever they stand. */
function declarationsOf(source: ts.SourceFile): string[] {
  return source.statements.flatMap((statement) => {
    if (!ts.isVariableStatement(statement)) return [];
    const isDeclared = (ts.getModifiers(statement) ?? []).some(
      ({ kind }) => kind === ts.SyntaxKind.DeclareKeyword,
    );
    if (isDeclared) return [];
    return statement.declarationList.declarations.flatMap(({ name }) =>
      ts.isIdentifier(name) ? [name.text] : [],
    );
  });
}

const isLiteral = (node: ts.Expression): boolean =>
  ts.isStringLiteralLike(node) ||
  ts.isNumericLiteral(node) ||
  ts.isBigIntLiteral(node) ||
  [ts.SyntaxKind.TrueKeyword, ts.SyntaxKind.FalseKeyword, ts.SyntaxKind.NullKeyword].includes(
    node.kind,
  );

const unary: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.MinusToken,
  ts.SyntaxKind.PlusToken,
  ts.SyntaxKind.ExclamationToken,
  ts.SyntaxKind.TildeToken,
]);

const binary: ReadonlySet<ts.SyntaxKind> = new Set([
  ...[ts.SyntaxKind.PlusToken, ts.SyntaxKind.MinusToken, ts.SyntaxKind.AsteriskToken],
  ...[ts.SyntaxKind.SlashToken, ts.SyntaxKind.PercentToken, ts.SyntaxKind.AsteriskAsteriskToken],
  ...[ts.SyntaxKind.EqualsEqualsEqualsToken, ts.SyntaxKind.ExclamationEqualsEqualsToken],
  ...[ts.SyntaxKind.LessThanToken, ts.SyntaxKind.LessThanEqualsToken],
  ...[ts.SyntaxKind.GreaterThanToken, ts.SyntaxKind.GreaterThanEqualsToken],
  ...[ts.SyntaxKind.AmpersandAmpersandToken, ts.SyntaxKind.BarBarToken],
  ts.SyntaxKind.QuestionQuestionToken,
]);

/** Code as a message names it. */
function shown(node: ts.Node): string {
  const text = node.getText().replace(/\s+/g, " ");
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
