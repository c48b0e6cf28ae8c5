// For Node.js before 22.15, which runs hooks of `import` in a separate thread. See `find-packages.cjs`.
import findPackages from "./find-packages.cjs";

let rules;

export function initialize(places) {
  rules = findPackages.makeResolve(places);
}

export async function resolve(specifier, context, next) {
  let failure;
  for (const from of [context, ...rules.others(specifier, context)]) {
    try {
      return rules.decide(specifier, from === context ? context : {}, await next(specifier, from));
    } catch (error) {
      failure ??= error;
    }
  }
  throw failure;
}
