import type { Rule } from "./judged";

/** Seconds that a role's sessions may last. */
const shortest = 3_600;
const longest = 43_200;

/** Roles that IAM does not take. */
export const roleProblems: Rule = ({ definition }) =>
  definition.roles.flatMap(({ name, maxSessionDuration: seconds }) =>
    seconds === undefined || (seconds >= shortest && seconds <= longest)
      ? []
      : [
          `Role "${name}": maxSessionDuration lies between ${shortest} and ${longest} seconds, found ${seconds}.`,
        ],
  );
