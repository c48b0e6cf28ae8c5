import assert from "node:assert/strict";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";
import { graphDefinition } from "../definition";
import { hostedPool, page as client } from "./hosted-pool";
import { runPort, type RunningPort } from "../run-port";

const candidates = [process.env["CHROMIUM"], "/usr/bin/chromium", "/usr/bin/google-chrome"];
const executablePath = candidates.find((path) => path && existsSync(path));

describe("the hosted sign-in page in a browser", function () {
  this.timeout(300_000);
  let port: RunningPort;
  let app: Server;
  let callback: string;
  let browser: Browser;
  let page: Page;
  const faults: string[] = [];

  before(async function () {
    if (!executablePath) {
      console.log("      skipped: no Chromium is installed (or set CHROMIUM to its path)");
      return this.skip();
    }
    app = createServer((request, response) => response.end(`came back to ${request.url}`));
    app.listen(0, "127.0.0.1");
    await once(app, "listening");
    callback = `http://localhost:${(app.address() as AddressInfo).port}/callback`;
    const pool = hostedPool();
    const clients = pool.clients.map((one) =>
      one.id === client.client
        ? { ...one, inputs: { ...one.inputs, callbackUrls: [callback] } }
        : one,
    );
    port = await runPort(graphDefinition({ userPools: [{ ...pool, clients }] }));
    browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
    page = await browser.newPage({ viewport: { width: 900, height: 760 } });
    page.on("pageerror", (error) => faults.push(error.message));
    page.on("console", (message) => {
      if (message.type() === "error" && !message.text().includes("favicon")) {
        faults.push(message.text());
      }
    });
  });
  after(async () => {
    await browser?.close();
    app?.close();
    await port?.close();
  });

  const authorize = () => {
    const query = new URLSearchParams({
      response_type: "code",
      client_id: client.client,
      redirect_uri: callback,
      scope: "openid email",
    });
    return `${port.url}/oauth2/authorize?${query.toString()}`;
  };
  const screenshot = async (name: string) => {
    const folder = process.env["SCREENSHOTS"];
    if (folder) await page.screenshot({ path: join(folder, `${name}.png`) });
  };

  it("is reached from an app's own page, registers, confirms and goes back with a code", async () => {
    await page.goto(new URL("/", callback).href);
    await page.evaluate(`location.href = ${JSON.stringify(authorize())}`);
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
    await screenshot("hosted-sign-in");
    await page.getByRole("link", { name: "Create an account" }).click();
    await page.getByLabel("E-mail").fill("jane@example.com");
    await page.getByLabel("Password").fill("short");
    await page.getByRole("button", { name: "Create account" }).click();
    await page.getByRole("alert").getByText("Password did not conform with policy").waitFor();
    assert.equal(await page.getByLabel("E-mail").inputValue(), "jane@example.com");
    await page.getByLabel("Password").fill("Correct-horse1");
    await page.getByRole("button", { name: "Create account" }).click();
    await page.getByLabel("Code").fill(port.codes.at(-1)?.code ?? "");
    await page.getByRole("button", { name: "Confirm account" }).click();
    await page.getByRole("status").getByText("Your account is confirmed").waitFor();
    await page.getByLabel("Password").fill("Correct-horse1");
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByText("came back to /callback?code=").waitFor();
  });

  it("asks nothing the next time", async () => {
    await page.goto(authorize());
    await page.getByText("came back to /callback?code=").waitFor();
  });

  it("breaks no rule of its own policy", () => assert.deepEqual(faults, []));
});
