import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { deploy } from "./deploy";

const rows = `
  export const plans = { free: usagePlan({}), paid: usagePlan({}) };
  export const website = apiKey({ plan: plans.paid, versions: [1, 2] });
  export const resellers = apiKey({ plan: plans.paid, customers: true });
  export const getItems = endpoint("GET /items", { access: "apiKey", plans: [plans.free, plans.paid] });
  export const getTrends = endpoint("GET /trends", { access: "apiKey", plans: [plans.paid] });
  export const getIndex = endpoint("GET /", { access: "public", calls: [getTrends], key: website });
`;
const two = "  gatehouse:customers: { resellers: [acme, globex] }\n";
const three = "  gatehouse:customers: { resellers: { acme: [1, 2], globex: [1], initech: [1] } }\n";

describe("API keys", function () {
  this.timeout(300_000);

  it("has a key for each customer, in the plan and in the tree of parameters", async () => {
    const { inputs, find, statements } = await deploy({ spec: rows, config: two });
    const acme = find("ApiKey", "resellers-acme-1").outputs.id;
    assert.deepEqual(inputs("UsagePlanKey", "resellers-acme-1").keyId, acme);
    assert.deepEqual(
      [
        inputs("Parameter", "resellers-acme-1").name,
        inputs("Parameter", "resellers-acme-1").insecureValue,
      ],
      [`/gatehouse/shop-dev-api-keys/paid/${String(acme)}`, "acme"],
    );
    assert.deepEqual(
      statements("getTrends").find(({ Sid }) => Sid === "ListedKeys"),
      {
        Sid: "ListedKeys",
        Effect: "Allow",
        Action: "ssm:GetParameter",
        Resource: [
          "arn:aws:ssm:eu-central-1:000000000000:parameter/gatehouse/shop-dev-api-keys/paid/*",
        ],
      },
    );
    assert.equal(
      statements("getItems").some(({ Sid }) => Sid === "ListedKeys"),
      false,
      "a row that every plan opens looks nothing up",
    );
  });

  it("changes no function when a customer is added", async () => {
    const functions = async (config: string) => {
      const { graph } = await deploy({ spec: rows, config });
      return graph
        .filter(({ type }) => /^aws:(lambda|iam)\//.test(type))
        .map(({ name, inputs }) => [name, JSON.stringify(inputs)]);
    };
    const before = await functions(two);
    assert.ok(before.length > 6);
    assert.deepEqual(await functions(three), before);
  });

  it("puts values where the table asks for them, as secrets", async () => {
    const { inputs, find } = await deploy({
      spec: rows
        .replace("versions: [1, 2]", 'store: "secretsManager"')
        .replace("customers: true", 'customers: true, store: "parameterStore"'),
      config: two,
    });
    const secret = "1b47061264138c4ac30d75fd1eb44270";
    assert.ok(JSON.stringify(inputs("SecretVersion", "website-1").secretString).includes(secret));
    assert.equal(inputs("Secret", "website-1").name, "/gatehouse/shop-dev/website-1");
    // The name is free as soon as the secret is deleted.
    assert.equal(inputs("Secret", "website-1").recoveryWindowInDays, 0);
    const stored = inputs("Parameter", "resellers-acme-1-value");
    assert.equal(stored.type, "SecureString");
    assert.ok(JSON.stringify(stored.value).includes(secret));
    assert.equal("value" in find("ApiKey", "website-1").inputs, false);
  });

  const wrong: [string, string, RegExp][] = [
    [
      "a list for a key that has no customers",
      "  gatehouse:customers: { website: [acme] }\n",
      /gatehouse:customers\.website: the table has no such key with `customers`\. Expected one of: resellers/,
    ],
    [
      "a value in clear text",
      "  gatehouse:apiKeyValues: { website-2: abcdefghijklmnopqrstuv }\n",
      /stand in clear text in Pulumi\.dev\.yaml.*pulumi config set --secret --path/,
    ],
  ];
  for (const [title, config, message] of wrong) {
    it(`refuses ${title}, and shows no value`, async () => {
      await assert.rejects(deploy({ spec: rows, config }), (error: Error) => {
        assert.match(error.message, message);
        assert.equal(error.message.includes("abcdefghij"), false);
        return true;
      });
    });
  }

  it("takes a value of one's own as a secret", async () => {
    const { inputs } = await deploy({
      spec: rows,
      config: "  gatehouse:apiKeyValues: { website-2: { secure: AAABBBCCC } }\n",
    });
    assert.ok(
      JSON.stringify(inputs("ApiKey", "website-2").value).includes(
        "1b47061264138c4ac30d75fd1eb44270",
      ),
    );
  });

  it("covers the stage that another stack exports, and compares the keys' values with it", async () => {
    const other = (hashes: object | undefined) => ({
      "gatehouse.local.json": JSON.stringify({
        stackReferences: {
          "acme/shop/prod": {
            apiId: "abcdefghij",
            stageName: "live",
            keyFingerprints: { salt: "shop-prod", hashes },
          },
        },
      }),
    });
    const spec = rows.replace(
      "free: usagePlan({})",
      'free: usagePlan({ alsoCovers: [{ stack: "acme/shop/prod" }] })',
    );
    const config =
      '  gatehouse:distinctKeysFrom: ["acme/shop/prod"]\n  gatehouse:apiKeyValues: { website-2: { secure: AAABBBCCC } }\n';
    const { inputs } = await deploy({ spec, config, files: other({}) });
    assert.deepEqual(inputs("UsagePlan", "free").apiStages[1], {
      apiId: "abcdefghij",
      stage: "live",
    });
    const value = inputs("ApiKey", "website-2").value.value as string;
    const hash = createHmac("sha256", "shop-prod").update(value).digest("hex");
    await assert.rejects(
      deploy({ spec, config, files: other(undefined) }),
      /the stack acme\/shop\/prod exports no `keyFingerprints`/,
    );
    await assert.rejects(
      deploy({ spec, config, files: other({ "website-1": hash }) }),
      (error: Error) => {
        assert.match(
          error.message,
          /website-2 has the value of website-1 of the stack acme\/shop\/prod/,
        );
        assert.equal(error.message.includes(value), false);
        return true;
      },
    );
  });
});
