import assert from "node:assert/strict";
import { parentLinks, type ProcessFact } from "../../../src/local/start/parents";

type Row = [name: string, more?: Partial<ProcessFact>];

/** A line of processes: the first is the gateway, each next one started the one before. */
function line(rows: Row[]): (pid: number) => ProcessFact | undefined {
  return (pid) => {
    const row = rows[pid - 10];
    if (!row) return undefined;
    const parent = rows[pid - 9] ? pid + 1 : 1;
    return { name: row[0], parent, withoutInput: false, inBackground: false, ...row[1] };
  };
}

describe("parentLinks", () => {
  const away = { withoutInput: true };
  const cases: [string, boolean, Row[], number][] = [
    ["node started by a shell", false, [["node"], ["bash"]], 1],
    ["node started by a program", false, [["node"], ["python3"], ["bash"]], 1],
    ["node in the background of a script", false, [["node", away], ["sh"]], 0],
    ["node in the background of a terminal", false, [["node", { inBackground: true }], ["zsh"]], 0],
    ["node started without input by a program", false, [["node", away], ["node"]], 1],
    ["node started by init", false, [["node"]], 0],
    ["npm, whose shell was replaced, in a terminal", true, [["node"], ["npm start"], ["bash"]], 2],
    ["npm with its shell, in a terminal", true, [["node"], ["sh"], ["npm start"], ["bash"]], 3],
    [
      "npm in the background of a script",
      true,
      [["node"], ["npm start", away], ["sh"], ["init"]],
      1,
    ],
    ["npm started by a program", true, [["node"], ["sh"], ["npm start", away], ["node"]], 3],
    ["npm started by a login shell", true, [["node"], ["npm start"], ["-bash"]], 2],
    ["npm as the first process of a container", true, [["node"], ["npm start"]], 1],
  ];
  for (const [name, startedByNpm, rows, links] of cases) {
    it(`${links === 1 ? "is 1 link" : `are ${links} links`} for ${name}`, () => {
      const expected = Array.from({ length: links }, (_none, at) => [10 + at, 11 + at]);
      assert.deepEqual(parentLinks(10, line(rows), startedByNpm), expected);
    });
  }
});
