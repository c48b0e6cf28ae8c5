import * as pulumi from "@pulumi/pulumi";
import { ApiKey as GatewayKey, UsagePlanKey, type UsagePlan } from "@pulumi/aws/apigateway";
import type { ApiKeyModel } from "../../model";
import { argumentsFor, nameInAws, tagsOf, type ApiContext } from "../context";
import { registerListing } from "./key-listing";
import { storeValue } from "./key-store";

/** One version of a key. */
export interface KeyVersion {
  version: number;
  /** Whose it is, where each customer has a key. */
  customer?: string;
  id: pulumi.Output<string>;
  /** A secret. */
  value: pulumi.Output<string>;
}

/** A key of the table, with all versions that work, or with those of each customer. */
export class ApiKey extends pulumi.ComponentResource {
  /** Oldest first. */
  readonly versions: readonly KeyVersion[];
  readonly #context: ApiContext;
  readonly #key: ApiKeyModel;

  constructor(
    name: string,
    { context, key }: { context: ApiContext; key: ApiKeyModel },
    opts: pulumi.ComponentResourceOptions,
  ) {
    super("gatehouse:index:ApiKey", name, inputsOf(context, key), opts);
    this.#context = context;
    this.#key = key;
    this.versions = wantedVersions(context, key).map((wanted) => this.#register(wanted));
    this.registerOutputs();
  }

  #register(wanted: Wanted): KeyVersion {
    const { customer, version } = wanted;
    const name = logicalName(this.#key.name, wanted);
    const given = this.#context.config.apiKeyValues[name];
    const whose = customer === undefined ? "" : ` of ${customer}`;
    const made = new GatewayKey(
      name,
      argumentsFor(
        this.#context,
        { type: "aws:apigateway/apiKey:ApiKey", name },
        {
          name: nameInAws(this.#context, name),
          description: `${this.#key.name}${whose}, version ${version}`,
          ...(given === undefined ? {} : { value: pulumi.secret(given) }),
          tags: tagsOf(this.#context),
        },
      ),
      { parent: this },
    );
    const value = pulumi.secret(made.value);
    storeValue(this.#context, { name, store: this.#key.store, value, parent: this });
    return { ...wanted, id: made.id, value };
  }

  /** The version that our own callers send. */
  get latest(): KeyVersion {
    const last = this.versions.at(-1);
    if (!last) throw new Error(`${this.#key.name}: a key without versions.`);
    return last;
  }

  /** Puts every version into the plan, and lists those of customers where functions look them up. */
  join(plan: UsagePlan): void {
    for (const version of this.versions) {
      const name = logicalName(this.#key.name, version);
      new UsagePlanKey(
        name,
        argumentsFor(
          this.#context,
          { type: "aws:apigateway/usagePlanKey:UsagePlanKey", name },
          { keyId: version.id, keyType: "API_KEY", usagePlanId: plan.id },
        ),
        {
          parent: this,
          // The provider keeps the key's value in this resource, too, and does not mark it.
          additionalSecretOutputs: ["value"],
          // A key may be in one plan of a stage only.
          deleteBeforeReplace: true,
        },
      );
      if (version.customer === undefined) continue;
      const parts = { name, plan: this.#key.plan, id: version.id, customer: version.customer };
      registerListing(this.#context, { ...parts, parent: this });
    }
  }
}

type Wanted = Pick<KeyVersion, "version" | "customer">;

function wantedVersions({ config }: ApiContext, key: ApiKeyModel): Wanted[] {
  if (!key.customers) return key.versions.map((version) => ({ version }));
  return Object.entries(config.customers[key.name] ?? {}).flatMap(([customer, versions]) =>
    versions.map((version) => ({ version, customer })),
  );
}

/** The logical name of one version: `website-2`, `resellers-acme-1`. */
export function logicalName(key: string, { version, customer }: Wanted): string {
  return [key, ...(customer === undefined ? [] : [customer]), version].join("-");
}

/** What the row says: this is what `pulumi preview` compares. */
function inputsOf({ config }: ApiContext, { name, plan, versions, customers, store }: ApiKeyModel) {
  return {
    plan,
    ...(customers ? { customers: config.customers[name] ?? {} } : { versions: [...versions] }),
    ...(store === undefined ? {} : { store }),
  };
}
