/** The steps of a JSONPath: names, indexes, `*`, and `..name` as `{ deep }`. */
type Step = string | number | { deep: string } | { all: true };

const stepPattern =
  /\.\.([\w$-]+)|\.([\w$-]+)|\.\*|\[\*\]|\[(-?\d+)\]|\['([^']*)'\]|\["([^"]*)"\]/y;

function stepsOf(path: string): Step[] | undefined {
  const steps: Step[] = [];
  let at = path.startsWith("$") ? 1 : 0;
  const text = at === 0 && path !== "" && !/^[.[]/.test(path) ? `.${path}` : path;
  while (at < text.length) {
    stepPattern.lastIndex = at;
    const match = stepPattern.exec(text);
    if (!match) return undefined;
    const [whole, deep, name, index, single, double] = match;
    if (deep !== undefined) steps.push({ deep });
    else if (index !== undefined) steps.push(Number(index));
    else if (whole === ".*" || whole === "[*]") steps.push({ all: true });
    else steps.push(name ?? single ?? double ?? "");
    at += whole.length;
  }
  return steps;
}

function children(value: unknown): unknown[] {
  return typeof value === "object" && value !== null ? Object.values(value) : [];
}

function descend(value: unknown, name: string, found: unknown[]): void {
  if (typeof value !== "object" || value === null) return;
  if (!Array.isArray(value) && Object.hasOwn(value, name)) {
    found.push((value as Record<string, unknown>)[name]);
  }
  for (const child of Object.values(value)) descend(child, name, found);
}

function own(value: unknown, key: string | number): unknown {
  if (typeof value !== "object" || value === null) return undefined;
  if (typeof key === "number") return Array.isArray(value) ? value.at(key) : undefined;
  return Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined;
}

/** What a JSONPath finds: a value, or a list where the path holds a wildcard; undefined where there is none. */
export function jsonPath(value: unknown, path: string): unknown {
  const steps = stepsOf(path);
  if (!steps) return undefined;
  let current: unknown[] = [value];
  let many = false;
  for (const step of steps) {
    if (typeof step === "object") {
      many = true;
      current =
        "all" in step
          ? current.flatMap(children)
          : current.flatMap((one) => {
              const found: unknown[] = [];
              descend(one, step.deep, found);
              return found;
            });
    } else {
      current = current.map((one) => own(one, step)).filter((one) => one !== undefined);
    }
  }
  return many ? current : current[0];
}
