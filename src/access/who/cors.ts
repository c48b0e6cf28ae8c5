import type { Deployed } from "../../graph/deployed";
import type { IntegrationResponseDefinition } from "../../openapi/read/definitions";
import { sorted } from "./order";

/** Pages of other origins that may read an endpoint's answers. */
export interface CorsAccess {
  /** `shop/dev /stock/{restaurant}` */
  id: string;
  path: string;
  /** `*` for all, `reflected` where any origin that asks is named. */
  origins: readonly string[];
  credentials: boolean;
  /** What such a page may send beside what any page may, in lower case. */
  headers: readonly string[];
  /** The verbs that such a page may send. */
  methods: readonly string[];
}

const allowOrigin = "access-control-allow-origin";
const allowCredentials = "access-control-allow-credentials";

const allowHeaders = {
  name: "access-control-allow-headers",
  set: /access-control-allow-headers = '([^']*)'/gi,
};
const allowMethods = {
  name: "access-control-allow-methods",
  set: /access-control-allow-methods = '([^']*)'/gi,
};

/** A response header of an integration, quotes taken off. */
function headerOf({ responseParameters }: IntegrationResponseDefinition, name: string) {
  const found = Object.entries(responseParameters).find(
    ([key]) => key.toLowerCase() === `method.response.header.${name}`,
  );
  return found?.[1].replace(/^'(.*)'$/s, "$1");
}

/** The origins that a template compares with, or `reflected` where it names whoever asks. */
function originsOfTemplate(template: string): readonly string[] {
  if (!/access-control-allow-origin/i.test(template)) return [];
  if (/Allow-Origin\s*=\s*'\*'/i.test(template)) return ["*"];
  const compared = [...template.matchAll(/\$origin\s*==\s*['"]([^'"]+)['"]/g)].flatMap(
    ([, origin]) => origin ?? [],
  );
  return compared.length > 0 ? compared : ["reflected"];
}

const listed = (text: string): readonly string[] =>
  text.split(",").flatMap((one) => one.trim() || []);

/** The items of a list that a header of the answer holds, set by a mapping or by a template. */
function itemsOf(
  response: IntegrationResponseDefinition,
  { name, set }: { name: string; set: RegExp },
): readonly string[] {
  const texts = Object.values(response.responseTemplates).flatMap((template) =>
    [...template.matchAll(set)].map(([, text = ""]) => text),
  );
  return [headerOf(response, name) ?? "", ...texts].flatMap(listed);
}

function ofResponse(response: IntegrationResponseDefinition) {
  const header = headerOf(response, allowOrigin);
  const templates = Object.values(response.responseTemplates);
  const origins = [
    ...(header === undefined
      ? []
      : [
          header.startsWith("method.request.") || header.startsWith("context.")
            ? "reflected"
            : header,
        ]),
    ...templates.flatMap(originsOfTemplate),
  ];
  const credentials =
    headerOf(response, allowCredentials) === "true" ||
    templates.some((text) => /allow-credentials\s*=\s*'true'/i.test(text));
  return {
    ...{ origins, credentials },
    headers: itemsOf(response, allowHeaders).map((one) => one.toLowerCase()),
    methods: itemsOf(response, allowMethods).map((one) => one.toUpperCase()),
  };
}

/** What the preflights of a graph say of other origins, by path. */
export function corsOf(definition: Deployed): readonly CorsAccess[] {
  return definition.apis.flatMap((api) =>
    api.stages.flatMap(({ stageName }) =>
      api.resources.flatMap(({ path, methods }): CorsAccess[] => {
        const responses = methods["OPTIONS"]?.integration?.responses ?? [];
        const found = responses.map(ofResponse);
        const origins = sorted(found.flatMap((one) => one.origins));
        if (origins.length === 0) return [];
        const credentials = found.some((one) => one.credentials);
        const allowed = {
          headers: sorted(found.flatMap((one) => one.headers)),
          methods: sorted(found.flatMap((one) => one.methods)),
        };
        const id = `${api.name}/${stageName} ${path}`;
        return [{ id, path, origins, credentials, ...allowed }];
      }),
    ),
  );
}
