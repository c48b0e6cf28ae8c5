import type * as pulumi from "@pulumi/pulumi";
import { Parameter } from "@pulumi/aws/ssm/parameter";
import { listedKeysStatement } from "../../iam/write/grants";
import type { Statement } from "../../iam/language/policy";
import type { EndpointModel } from "../../model";
import { listedPlans } from "./bundle-table";
import { argumentsFor, nameInAws, tagsOf, type ApiContext } from "../context";
import { placeholders } from "../stack/placeholders";

/**
 * The tree of parameters that lists the customers' keys of a plan, one parameter for each key, named by its
 * id: a new customer then changes no function.
 */
function pathOf(context: ApiContext, plan: string): string {
  return `/gatehouse/${nameInAws(context, "api-keys")}/${plan}`;
}

/** The trees in which the function of a row looks keys up. */
export function listingPaths(context: ApiContext, row: EndpointModel): string[] {
  return listedPlans(row, context.model).map((plan) => pathOf(context, plan));
}

/** What the role of a row's function needs to look keys up. */
export function listingStatements(context: ApiContext, row: EndpointModel): Statement[] {
  const paths = listingPaths(context, row);
  return paths.length === 0 ? [] : [listedKeysStatement({ ...placeholders, paths })];
}

/** One key of a customer. */
export interface ListingParts {
  name: string;
  plan: string;
  id: pulumi.Output<string>;
  customer: string;
  parent: pulumi.Resource;
}

/** Lists a key. The parameter holds the customer's name, not the key's value. */
export function registerListing(context: ApiContext, parts: ListingParts): void {
  const { name, plan, id, customer, parent } = parts;
  new Parameter(
    name,
    argumentsFor(
      context,
      { type: "aws:ssm/parameter:Parameter", name },
      {
        name: id.apply((keyId) => `${pathOf(context, plan)}/${keyId}`),
        type: "String",
        insecureValue: customer,
        tags: tagsOf(context),
      },
    ),
    { parent },
  );
}
