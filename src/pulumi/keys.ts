import * as pulumi from "@pulumi/pulumi";
import { ApiKey as GatewayKey, UsagePlanKey, type UsagePlan } from "@pulumi/aws/apigateway";
import type { ApiKeyModel } from "../model";
import { argumentsFor, nameInAws, tagsOf, type ApiContext } from "./context";

/** One version of a key. */
export interface KeyVersion {
  version: number;
  id: pulumi.Output<string>;
  /** A secret. */
  value: pulumi.Output<string>;
}

/** A key of the table, with all versions that work. */
export class ApiKey extends pulumi.ComponentResource {
  /** Oldest first. */
  readonly versions: readonly KeyVersion[];
  readonly #context: ApiContext;
  readonly #name: string;

  constructor(
    name: string,
    { context, key }: { context: ApiContext; key: ApiKeyModel },
    opts: pulumi.ComponentResourceOptions,
  ) {
    super("gatehouse:index:ApiKey", name, { plan: key.plan, versions: [...key.versions] }, opts);
    this.#context = context;
    this.#name = name;
    this.versions = key.versions.map((version) => {
      const versioned = `${name}-${version}`;
      const made = new GatewayKey(
        versioned,
        argumentsFor(
          context,
          { type: "aws:apigateway/apiKey:ApiKey", name: versioned },
          {
            name: nameInAws(context, versioned),
            description: `${name}, version ${version}`,
            tags: tagsOf(context),
          },
        ),
        { parent: this },
      );
      return { version, id: made.id, value: pulumi.secret(made.value) };
    });
    this.registerOutputs();
  }

  /** The version that our own callers send. */
  get latest(): KeyVersion {
    const last = this.versions.at(-1);
    if (!last) throw new Error(`${this.#name}: a key without versions.`);
    return last;
  }

  /** Puts every version into the plan. */
  join(plan: UsagePlan): void {
    for (const { version, id } of this.versions) {
      const name = `${this.#name}-${version}`;
      new UsagePlanKey(
        name,
        argumentsFor(
          this.#context,
          { type: "aws:apigateway/usagePlanKey:UsagePlanKey", name },
          { keyId: id, keyType: "API_KEY", usagePlanId: plan.id },
        ),
        {
          parent: this,
          // The provider keeps the key's value in this resource, too, and does not mark it.
          additionalSecretOutputs: ["value"],
          // A key may be in one plan of a stage only.
          deleteBeforeReplace: true,
        },
      );
    }
  }
}
