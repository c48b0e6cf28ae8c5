import { named, onePlace, type EditOf } from "./places";

/** Edits of methods, resources and how an API is reached. */
export const routeEdits: Readonly<Record<string, EditOf>> = {
  any: (graph, random) => {
    const place = onePlace(graph, random);
    const resource = place?.api.resources.find(({ path }) => path === place.path);
    if (place === undefined || resource === undefined) return undefined;
    const { method } = place;
    const before = named(place);
    const { [method.verb]: _verb, ...others } = resource.methods;
    if (others["ANY"] !== undefined) return undefined;
    method.verb = "ANY";
    resource.methods = { ...others, ANY: method };
    return `${before} answers ANY`;
  },
  greedy: (graph, random) => {
    const place = onePlace(graph, random);
    if (place === undefined) return undefined;
    const path = `${random.pick(["", place.path === "/" ? "" : place.path])}/{proxy+}`;
    const { api, method } = place;
    if (/\+\}\/|\{[^}]*\+\}$/.test(place.path) || api.resources.some((one) => one.path === path))
      return undefined;
    const verb = random.pick(["ANY", method.verb]);
    const copy = { ...structuredClone(method), verb };
    api.resources.push({ id: `net${api.resources.length}`, path, methods: { [verb]: copy } });
    return `${verb} ${path} is as ${named(place)}`;
  },
  entrance: (graph, random) => {
    const place = onePlace(graph, random);
    if (place === undefined) return undefined;
    const { api, stage } = place;
    api.disableExecuteApiEndpoint = true;
    const mapping = { basePath: random.pick(["", "shop"]), apiId: api.apiId };
    const mapped = random.pick([{ ...mapping, stage }, mapping, { ...mapping, stage: "other" }]);
    if (random.below(3) > 0)
      graph.domains.push({ domainName: `n${graph.domains.length}.example`, mappings: [mapped] });
    return `${api.name} has no address of its own, its domain maps ${JSON.stringify(mapped)}`;
  },
  privateApi: (graph, random) => {
    const place = onePlace(graph, random);
    if (place === undefined) return undefined;
    place.api.endpointType = "PRIVATE";
    return `${place.api.name} is private`;
  },
  secondStage: (graph, random) => {
    const place = onePlace(graph, random);
    const [first] = place?.api.stages ?? [];
    if (place === undefined || first === undefined) return undefined;
    place.api.stages.push({ ...structuredClone(first), stageName: "other", variables: {} });
    return `${place.api.name} has a stage other`;
  },
};
