import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { buildVersion, versionOf } from "../../../src/cli/start/build-deployed";
import { graphFile, type GraphSource } from "../../../src/cli/start/graph-source";
import { fakeStore } from "../../local/gateway/fake-parts";
import { temporaryFolder } from "./running-gateway";
import { smallGraph } from "./small-graph";

describe("buildVersion", () => {
  let folder: string;
  let file: string;
  const save = (text: string) => {
    fs.writeFileSync(`${file}.part`, text);
    fs.renameSync(`${file}.part`, file);
  };
  const code = "exports.handler = async () => ({ statusCode: 200 })";
  const graph = smallGraph([{ name: "one", verb: "GET", path: "/", access: "public", code }]);
  const one = JSON.stringify(graph);
  const other = JSON.stringify(graph, null, 1);

  /** A source during whose reading somebody saves. */
  const options = (meanwhile: () => void) => {
    const source = graphFile(file, folder);
    const read: GraphSource["read"] = () => {
      meanwhile();
      return source.read();
    };
    const directories = { projectDirectory: folder, stateDirectory: folder };
    return { source: { ...source, read }, store: fakeStore(), ...directories };
  };

  beforeEach(() => {
    folder = temporaryFolder();
    file = path.join(folder, "graph.json");
    save(one);
    // As if it had been saved a while ago: times of a file system are coarse.
    const { ctimeMs } = fs.statSync(file);
    while (Date.now() - ctimeMs < 20);
  });
  afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

  it("is whole where nothing was saved meanwhile", async () => {
    const undisturbed = options(() => {});
    const { version, whole } = await buildVersion(undisturbed);
    assert.ok(whole);
    assert.equal(version, versionOf(undisturbed));
  });

  it("is not whole where another content was saved meanwhile", async () => {
    assert.equal((await buildVersion(options(() => save(other)))).whole, false);
  });

  it("is not whole where a content was saved and then undone", async () => {
    const undone = () => {
      save(other);
      save(one);
    };
    assert.equal((await buildVersion(options(undone))).whole, false);
  });
});
