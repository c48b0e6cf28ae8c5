import type { Mutable, MutableGraph } from "./peopled";
import type { ApiDefinition } from "../../src/graph/deployed";
import type { MethodDefinition } from "../../src/openapi/read/definitions";
import type { Random } from "./random";

/** Changes a graph and says what it changed; undefined where the graph has nothing of the kind. */
export type EditOf = (graph: MutableGraph, random: Random) => string | undefined;

/** One method, and where it stands. */
export interface Place {
  api: Mutable<ApiDefinition>;
  path: string;
  method: Mutable<MethodDefinition>;
  stage: string;
}

/** Every method of a graph's APIs that have a stage. */
export function placesOf(graph: MutableGraph): Place[] {
  return graph.apis.flatMap((api) =>
    api.stages.flatMap(({ stageName: stage }) =>
      api.resources.flatMap(({ path, methods }) =>
        Object.values(methods).map((method) => ({ api, path, method, stage })),
      ),
    ),
  );
}

/** One of a graph's methods. */
export function onePlace(graph: MutableGraph, random: Random): Place | undefined {
  const places = placesOf(graph);
  return places.length === 0 ? undefined : random.pick(places);
}

/** `GET /stock/{id} of dev` */
export const named = ({ method, path, stage }: Place): string =>
  `${method.verb} ${path} of ${stage}`;

/** `arn:aws:execute-api:eu-west-1:111122223333:abcdef1234` */
export const apiArn = ({ partition, region, accountId, apiId }: ApiDefinition): string =>
  `arn:${partition}:execute-api:${region}:${accountId}:${apiId}`;
