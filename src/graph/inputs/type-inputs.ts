import type { PropertyName } from "./properties";

/** Properties of a diff, one of which tells the change of an input; where none does, the input itself is shown. */
export type ToldBy = readonly PropertyName[];

/**
 * The inputs of a resource type, by path: list indices are left out, `*` stands for any name. The longest path
 * that fits decides. An input that is in neither list is unknown.
 */
export interface TypeInputs {
  /** Inputs whose change may concern access. */
  compared: Readonly<Record<string, ToldBy>>;
  /** Inputs that concern no access, each with the reason. */
  noAccess: Readonly<Record<string, string>>;
  /**
   * Whether a change is told at another place than at the resource, its component or what it refers to: at an
   * endpoint, say.
   */
  toldAnywhere?: true;
}

/** Inputs by resource type. */
export type InputTable = Readonly<Record<string, TypeInputs>>;

/** Reasons why inputs concern no access. */
export const because = {
  words: "it is a text for people",
  name: "it is a name; what refers to it is compared",
  tags: "they are for bills and searches; no policy of a caller is judged by them",
  shape: "it says what a call or an answer looks like, not who calls",
  pace: "it says how long or on how much machine something runs",
  engine: "it says how the engine deploys, not what",
  storage: "it says how data is kept",
  cost: "it says what a service costs or counts",
  below: "the resources below the component are compared",
} as const;

/** Inputs that concern no access for one reason. */
export function each<Name extends string>(
  names: readonly Name[],
  reason: string,
): Readonly<Record<string, string>> {
  return Object.fromEntries(names.map((name) => [name, reason]));
}

/** Inputs that are told by the same properties. */
export function toldBy<Name extends string>(
  names: readonly Name[],
  properties: ToldBy = [],
): Readonly<Record<string, ToldBy>> {
  return Object.fromEntries(names.map((name) => [name, properties]));
}

/** Properties that tell a change of a policy. */
const ofPolicies: ToldBy = [
  "roleStatements",
  "resourcePolicy",
  "directInvokes",
  "otherStatements",
  "statementText",
  "trust",
  "becomes",
  "access",
  "endpoint",
];

/** Where policies stand: their statements are compared, their names are not. */
export const policiesAt = (...paths: readonly string[]): TypeInputs => ({
  compared: Object.fromEntries(
    paths.flatMap((path) => [
      [path, ofPolicies],
      [`${path}.Version`, []],
      [`${path}.Statement`, ofPolicies],
      [`${path}.Statement.*`, ofPolicies],
    ]),
  ),
  noAccess: Object.fromEntries(
    paths.flatMap((path) => [
      [`${path}.Id`, because.name],
      [`${path}.Statement.Sid`, because.name],
    ]),
  ),
});

/** Several lists as one. */
export function together(...all: readonly TypeInputs[]): TypeInputs {
  return {
    compared: Object.assign({}, ...all.map(({ compared }) => compared)),
    noAccess: Object.assign({}, ...all.map(({ noAccess }) => noAccess)),
    ...(all.some(({ toldAnywhere }) => toldAnywhere) && { toldAnywhere: true }),
  };
}

/** A type of which every input counts, shown as it stands. */
export const asItStands = (noAccess: Readonly<Record<string, string>> = {}): TypeInputs => ({
  compared: { "*": [] },
  noAccess: { tags: because.tags, description: because.words, ...noAccess },
});
