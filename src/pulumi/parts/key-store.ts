import type * as pulumi from "@pulumi/pulumi";
import { Secret } from "@pulumi/aws/secretsmanager/secret";
import { SecretVersion } from "@pulumi/aws/secretsmanager/secretVersion";
import { Parameter } from "@pulumi/aws/ssm/parameter";
import type { ApiKeyModel } from "../../model";
import { argumentsFor, tagsOf, type ApiContext } from "../context";

/** A key's value, and where it is also put. */
export interface StoreParts {
  name: string;
  store: ApiKeyModel["store"];
  /** A secret. */
  value: pulumi.Output<string>;
  parent: pulumi.Resource;
}

/** Puts a key's value where the table asks for it. */
export function storeValue(context: ApiContext, parts: StoreParts): void {
  const { name, store, value, parent } = parts;
  const { api, stack } = context.model;
  const path = `/gatehouse/${api}-${stack}/${name}`;
  const tags = tagsOf(context);
  if (store === "parameterStore") {
    const type = "aws:ssm/parameter:Parameter";
    const args = { name: path, type: "SecureString", value, tags };
    new Parameter(`${name}-value`, argumentsFor(context, { type, name }, args), { parent });
  }
  if (store === "secretsManager") {
    const type = "aws:secretsmanager/secret:Secret";
    // Until its days are over, a secret that was deleted keeps its name, and no other can be made by it.
    const { secretRecoveryDays: recoveryWindowInDays = 0 } = context.config;
    const args = { name: path, recoveryWindowInDays, tags };
    const secret = new Secret(name, argumentsFor(context, { type, name }, args), { parent });
    new SecretVersion(
      name,
      argumentsFor(
        context,
        { type: "aws:secretsmanager/secretVersion:SecretVersion", name },
        { secretId: secret.id, secretString: value },
      ),
      { parent },
    );
  }
}
