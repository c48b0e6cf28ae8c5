import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";
import { codeFor } from "./calls";
import { type Running, startGateway } from "./running";

const candidates = [
  process.env["CHROMIUM"],
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
];
const executablePath = candidates.find((path) => path && existsSync(path));

describe("the front page in a browser", function () {
  this.timeout(300_000);
  let running: Running;
  let browser: Browser;
  let page: Page;
  const faults: string[] = [];

  before(async function () {
    if (!executablePath) {
      console.log(
        "      skipped: no Chromium is installed (apt install chromium, or set CHROMIUM to its path)",
      );
      this.skip();
    }
    running = await startGateway();
    browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
    page = await browser.newPage({ viewport: { width: 1200, height: 860 } });
    page.on("pageerror", (error) => faults.push(error.message));
    page.on("console", (message) => {
      if (message.type() === "error") faults.push(message.text());
    });
  });
  after(async () => {
    await browser?.close();
    await running?.stop();
  });

  const screenshot = async (name: string) => {
    const folder = process.env["SCREENSHOTS"];
    if (folder) await page.screenshot({ path: join(folder, `${name}.png`) });
  };

  it("shows the restaurants, fetched with the website's key", async () => {
    await page.goto(running.local.gatewayUrl);
    await page.getByRole("heading", { name: "Fangtasia" }).waitFor();
    assert.equal(await page.locator(".card").count(), 8);
    await screenshot("front-page");
  });

  it("asks to sign in before it searches", async () => {
    await page.getByPlaceholder("A theme").fill("cartoon");
    await page.getByRole("button", { name: "Search" }).click();
    await page.getByRole("dialog").waitFor();
    await screenshot("sign-in");
  });

  it("says what is wrong with a password", async () => {
    await page.getByRole("button", { name: "Create an account" }).click();
    const form = page.locator("#register");
    await form.getByLabel("E-mail").fill("linus@example.com");
    await form.getByLabel("Password").fill("password");
    await form.getByRole("button", { name: "Create account" }).click();
    await page.getByText(/Password did not conform with policy/).waitFor();
    faults.length = 0; // The browser itself reports the answer 400.
  });

  it("registers, confirms with the code, and signs in", async () => {
    const form = page.locator("#register");
    await form.getByLabel("Password").fill("Correct-horse-1");
    await form.getByRole("button", { name: "Create account" }).click();
    await page.getByText("We sent a code to").waitFor();
    await screenshot("confirm");
    await page.getByLabel("Code").fill(await codeFor(running.local, "linus@example.com"));
    await page.getByRole("button", { name: "Confirm" }).click();
    await page.getByText("linus@example.com").first().waitFor();
    await page.getByText("Signed in").waitFor();
  });

  it("searches", async () => {
    await page.getByPlaceholder("A theme").fill("cartoon");
    await page.getByRole("button", { name: "Search" }).click();
    await page.getByRole("heading", { name: "Restaurants: cartoon" }).waitFor();
    assert.equal(await page.locator(".card").count(), 4);
    await screenshot("search");
  });

  it("looks at the stock with AWS credentials that the sign-in is exchanged for", async () => {
    await page.getByRole("button", { name: "Stock" }).first().click();
    await page.getByText(/^\d+ portions left$/).waitFor();
    await screenshot("stock");
  });

  it("has logged no error", () => assert.deepEqual(faults, []));
});
