import path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { buildModel, SpecError, type ApiModel } from "../../model";
import { specPlaces } from "../bundle/spec-places";
import type { StackConfig } from "./config-schema";
import { handlerFiles, nestedHandlerFiles } from "../parts/handler-files";
import type { SecuredApiOptions } from "../secured-api-options";

/** The folder of the handlers where the options name none. */
export const defaultHandlers = "handlers";

/**
 * The table as plain data, for the stack that is being deployed.
 * @throws SpecError with all problems at once
 */
export function readModel<Spec extends object>(
  api: string,
  spec: Spec,
  given: { options: SecuredApiOptions<Spec>; config: StackConfig },
): ApiModel {
  const { options, config } = given;
  const { handlers = defaultHandlers } = options;
  const table = spec as Record<string, unknown>;
  const build = {
    api,
    stack: pulumi.getStack(),
    config,
    program: options,
    handlers: handlerFiles(path.resolve(handlers)),
    nestedHandlers: nestedHandlerFiles(path.resolve(handlers)),
  };
  try {
    return buildModel(table, build);
  } catch (error) {
    if (!(error instanceof SpecError)) throw error;
    // Only now: nobody waits for the parser whose table is right.
    const { placeOf, laterIn } = specPlaces(path.resolve(options.spec ?? "api-spec"));
    return buildModel(table, { ...build, placeOf, laterIn });
  }
}
