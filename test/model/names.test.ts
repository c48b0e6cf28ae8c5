import assert from "node:assert/strict";
import { handlerName, resourceName } from "../../src/model";

describe("handlerName", () => {
  const cases = {
    getRestaurants: "get-restaurants",
    getURL: "get-url",
    getURLList: "get-url-list",
    URLOfShop: "url-of-shop",
    v2: "v2",
    getV2Items: "get-v2-items",
    item2List: "item2-list",
    putMe: "put-me",
    get_stock: "get-stock",
    partners: "partners",
  };
  for (const [name, file] of Object.entries(cases)) {
    it(`gives ${name} the file ${file}`, () => assert.equal(handlerName(name), file));
  }
});

describe("resourceName", () => {
  const name = (text: string) => resourceName({ api: "restaurants", stack: "dev", name: text });

  it("joins API, stack and export", () => {
    assert.equal(name("getStock"), "restaurants-dev-getStock");
  });

  it("leaves 64 characters alone", () => {
    const whole = name("x".repeat(64 - "restaurants-dev-".length));
    assert.equal(whole.length, 64);
    assert.match(whole, /x{48}$/);
  });

  it("cuts 65 characters to 64, with a hash of the whole behind the first 55", () => {
    const long = "x".repeat(65 - "restaurants-dev-".length);
    const cut = name(long);
    assert.equal(cut.length, 64);
    assert.equal(cut.slice(0, 56), `restaurants-dev-${"x".repeat(39)}-`);
    assert.match(cut.slice(56), /^[0-9a-f]{8}$/);
  });

  it("keeps names apart that begin alike", () => {
    assert.notEqual(name(`${"x".repeat(80)}a`), name(`${"x".repeat(80)}b`));
  });

  it("hashes as FNV-1a does", () => {
    // The published value of "foobar" is bf9cf968; here the text around it is part of the hash.
    const cut = resourceName({ api: "", stack: "", name: "a".repeat(70) });
    assert.equal(cut, `--${"a".repeat(53)}-${fnv1a(`--${"a".repeat(70)}`)}`);
    assert.equal(fnv1a("foobar"), "bf9cf968");
  });
});

/** Written apart from the code that it checks, over bytes and with whole numbers. */
function fnv1a(text: string): string {
  let hash = 2166136261n;
  for (const byte of Buffer.from(text)) hash = ((hash ^ BigInt(byte)) * 16777619n) % (1n << 32n);
  return hash.toString(16).padStart(8, "0");
}
