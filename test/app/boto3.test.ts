import assert from "node:assert/strict";
import { execFile, spawnSync } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { type Running, startGateway, temporaryFolder } from "./running";

/** Why boto3 cannot be asked here; undefined where it can. */
function whyNoBoto3(): string | undefined {
  const { status, error } = spawnSync("python3", ["-c", "import boto3"], { stdio: "ignore" });
  if (error) return "there is no python3 on the PATH";
  return status === 0 ? undefined : "python3 has no boto3 (pip install boto3)";
}

describe("boto3 and botocore against the laptop", function () {
  this.timeout(300_000);
  let running: Running;
  let answers: Record<string, unknown>;

  before(async function () {
    const why = whyNoBoto3();
    if (why) {
      console.log(`    skipped: ${why}`);
      this.skip();
    }
    const state = temporaryFolder("state");
    running = await startGateway([], undefined, state);
    const script = join(__dirname, "boto3_client.py");
    const args = [script, join(state, "local.json")];
    const { stdout } = await promisify(execFile)("python3", args);
    answers = JSON.parse(stdout) as Record<string, unknown>;
  });
  after(() => running?.stop());

  const expected: [string, unknown][] = [
    ["signed", 200],
    ["encoded path", [404, null]],
    ["wrong secret", [403, "InvalidSignatureException"]],
    ["other role", [403, "AccessDeniedException"]],
    ["user", true],
    ["wrong password", "NotAuthorizedException"],
    ["weak password", "InvalidPasswordException"],
    ["known user", "UsernameExistsException"],
    ["as another role", "AccessDeniedException"],
    ["invoke", 200],
    ["invoke by another", "AccessDeniedException"],
  ];
  for (const [name, answer] of expected) {
    it(`answers ${name} with ${JSON.stringify(answer)}`, () => {
      assert.deepEqual(answers[name], answer);
    });
  }

  it("says who calls", () => {
    assert.match(String(answers["caller"]), /:assumed-role\/restaurants-dev-billing\//);
  });
});
