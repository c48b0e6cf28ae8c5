import type * as pulumi from "@pulumi/pulumi";
import type { ApiModel } from "../model";
import { resourceName } from "../model";
import type { StackConfig } from "./stack/config-schema";
import {
  transformed,
  type ResourceArguments,
  type ResourceType,
  type Transform,
} from "./transform";

/** Where the API is deployed. */
export interface Place {
  accountId: string;
  region: string;
  /** `aws`, `aws-cn`, `aws-us-gov` */
  partition: string;
  /** `amazonaws.com`, in China `amazonaws.com.cn` */
  dnsSuffix: string;
}

/** What every part of an API is made with. */
export interface ApiContext {
  model: ApiModel;
  config: StackConfig;
  place: pulumi.Output<Place>;
  transforms: readonly (Transform | undefined)[];
}

/** The arguments of one resource, with the stack's tags where its type has tags, after the transforms. */
export function argumentsFor<Type extends ResourceType>(
  context: Pick<ApiContext, "transforms">,
  resource: { type: Type; name: string },
  args: ResourceArguments[Type],
): ResourceArguments[Type] {
  return transformed(context.transforms, resource, args);
}

/** The same context, with further transforms after its own. */
export function withTransforms(
  context: ApiContext,
  ...transforms: (Transform | undefined)[]
): ApiContext {
  return { ...context, transforms: [...context.transforms, ...transforms] };
}

/** The name in AWS of what belongs to an export. */
export function nameInAws({ model }: ApiContext, name: string): string {
  return resourceName({ api: model.api, stack: model.stack, name });
}

/** The tags of everything that can have tags. */
export function tagsOf({ model, config }: ApiContext): Record<string, string> {
  return { "gatehouse:api": model.api, "gatehouse:stack": model.stack, ...config.tags };
}
