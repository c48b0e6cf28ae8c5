/** Keeps what functions log out of the test's output, and for it to look at. Call in `describe`. */
export function silent(): { text(): string; clear(): void } {
  const { warn, error } = console;
  let lines: string[] = [];
  before(() => {
    console.warn = console.error = (...parts: unknown[]) => void lines.push(parts.join(" "));
  });
  after(() => void Object.assign(console, { warn, error }));
  return { text: () => lines.join("\n"), clear: () => void (lines = []) };
}
