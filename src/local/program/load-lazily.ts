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
  const whole = () => (loaded ??= load());
  return new Proxy(
    {},
    {
      // As a module of the newer kind it is taken as it is, not copied member by member.
      get: (_target, name) => name === "__esModule" || Reflect.get(whole(), name),
      has: (_target, name) => Reflect.has(whole(), name),
      ownKeys: () => Reflect.ownKeys(whole()),
      getOwnPropertyDescriptor(_target, name) {
        const found = Reflect.getOwnPropertyDescriptor(whole(), name);
        return found && { ...found, configurable: true };
      },
    },
  );
}
