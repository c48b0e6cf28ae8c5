import Module from "node:module";

type Load = (request: string, parent: NodeJS.Module | undefined, isMain: boolean) => unknown;
const internals = Module as unknown as {
  _load: Load;
  _resolveFilename(request: string, parent: NodeJS.Module | undefined): string;
};

/** What the Pulumi runtime loads at once and uses for functions that are written inside a program alone. */
const rarelyUsed = new Set(["typescript", "@npmcli/arborist"]);

/** Lets the Pulumi runtime have those packages at their first use: they are a third of its loading time. */
export function loadRarelyUsedLate(): void {
  const load = internals._load;
  internals._load = (request, parent, isMain) => {
    const now = () => load.call(Module, request, parent, isMain);
    const ofPulumi = /[\\/]@pulumi[\\/]pulumi[\\/]/.test(parent?.filename ?? "");
    if (!ofPulumi || !rarelyUsed.has(request)) return now();
    internals._resolveFilename(request, parent); // Throws where it is not installed, as it would now.
    return standIn(now as () => object);
  };
}

function standIn(load: () => object): object {
  let loaded: object | undefined;
  const get = (_target: object, name: string | symbol) =>
    // As a module of the newer kind it is taken as it is, not copied member by member.
    name === "__esModule" || Reflect.get((loaded ??= load()), name);
  return new Proxy({}, { get });
}
