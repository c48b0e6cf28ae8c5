import { Compile, parse } from "velocityjs";
import { memo } from "../../../../base/memo";
import { callMethod } from "./velocity-methods";
import { velocityText } from "./velocity-text";

type Parsed = ReturnType<typeof parse>;
type Node = Parsed[number];

const parseOnce = memo(1_000, (template): Parsed => parse(template));

interface Comparison {
  type?: string;
  operator?: string;
  expression?: readonly Node[];
}

/** Velocity as Java has it, where the parser's own evaluation follows JavaScript. */
class Template extends Compile {
  constructor(tree: Parsed) {
    super(tree, {
      customMethodHandlers: [
        {
          uid: "java",
          match: () => true,
          resolve: ({ context, property, params }) =>
            callMethod(context, property, params as unknown[]) as string,
        },
      ],
    });
  }

  /** What is not found is an empty text in API Gateway, not the reference as it stands. */
  protected override getReferences(node: Node, printed?: boolean): string {
    const value: unknown = super.getReferences(node, printed);
    return printed ? velocityText(value) : ((value ?? "") as string);
  }

  protected override getExpression(node: Node): string {
    const { type, operator, expression } = node as Comparison;
    if (type !== "math" || expression?.length !== 2) return super.getExpression(node);
    const read = (): unknown[] => expression.map((one): unknown => this.getExpression(one));
    return (calculate(operator, read) ?? super.getExpression(node)) as string;
  }
}

/** Undefined where Java and JavaScript agree; the operands are read only where they do not. */
function calculate(operator: string | undefined, read: () => unknown[]): unknown {
  switch (operator) {
    case "==":
    case "!=": {
      const [left, right] = read();
      return (velocityText(left) === velocityText(right)) === (operator === "==");
    }
    case "+": {
      const [left, right] = read();
      return typeof left === "number" && typeof right === "number"
        ? left + right
        : velocityText(left) + velocityText(right);
    }
    case "/": {
      const [left, right] = read().map(Number) as [number, number];
      if (right === 0) return "";
      return Number.isInteger(left) && Number.isInteger(right)
        ? Math.trunc(left / right)
        : left / right;
    }
    default:
      return undefined;
  }
}

/** Renders a template of the Velocity language. Throws where it cannot be read or fails. */
export function renderVelocity(template: string, variables: Record<string, unknown>): string {
  return new Template(parseOnce(template)).render(variables, {}, true);
}
