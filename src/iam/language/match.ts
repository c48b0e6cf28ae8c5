/** Yes, no, or that the policy asks something that is not understood. */
export type Match = { is: "yes" | "no" } | { is: "unclear"; because: string };

export const yes: Match = { is: "yes" };
export const no: Match = { is: "no" };

/** A question that is not understood. */
export function unclear(because: string): Match {
  return { is: "unclear", because };
}

/** Yes or no. */
export function matchOf(matches: boolean): Match {
  return matches ? yes : no;
}

/** All must be yes; a no settles it, whatever else is unclear. */
export function all(matches: readonly Match[]): Match {
  return (
    matches.find((match) => match.is === "no") ??
    matches.find((match) => match.is === "unclear") ??
    yes
  );
}
