import path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { buildModel, SpecError, type ApiModel } from "../model";
import { apiSettings, type Cors } from "../spec";
import { specPlaces } from "./bundle/spec-places";
import { handlerFiles, nestedHandlerFiles } from "./handler-files";
import type { SecuredApiOptions } from "./secured-api-options";

/** The folder of the handlers where the options name none. */
export const defaultHandlers = "handlers";

/**
 * The table as plain data, for the stack that is being deployed.
 * @throws SpecError with all problems at once
 */
export function readModel<Spec extends object>(
  api: string,
  spec: Spec,
  options: SecuredApiOptions<Spec>,
): ApiModel {
  const { handlers = defaultHandlers, cors } = options;
  const table = cors ? withCors(spec, cors) : (spec as Record<string, unknown>);
  const build = {
    api,
    stack: pulumi.getStack(),
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

/** The table with other settings for pages of other origins. */
function withCors(spec: object, cors: Cors): Record<string, unknown> {
  const exported = Object.entries(spec);
  const found = exported.find(([, value]) => value?.kind === "apiSettings");
  if (!found) return { ...spec, apiSettings: apiSettings({ cors }) };
  return { ...spec, [found[0]]: { ...found[1], cors } };
}
