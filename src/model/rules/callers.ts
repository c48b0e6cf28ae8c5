import type { Fault } from "../problem";
import { groups } from "./names";
import { accessOf } from "./row-access";
import { referred } from "../references";
import { isRecord, type Entry } from "../table";
import { at, type Rule } from "./rule";

const ofNewRoles = ["invokes", "externalId", "conditions", "maxSessionHours"];

/** A caller is a role that is made or one that exists, and says only what goes with it. */
export const callers: Rule = (table) =>
  table.entries.caller.flatMap((entry) =>
    at(entry, [...oneOfTwo(entry), ...notForServices(entry), ...existingHas(entry)]),
  );

/** A resource policy allows rows to a role; a row that asks for no signature never looks at a role. */
export const existingRolesCallIam: Rule = (table) =>
  table.entries.caller
    .filter(({ fields }) => fields["role"] !== undefined)
    .flatMap((entry) => {
      const judged = referred(table, entry, "calls").filter((row) => accessOf(row) === "iam");
      if (judged.length > 0) return [];
      return at(entry, [
        {
          code: "caller-role",
          what: "none of its `calls` asks for a signature, so that naming the role changes nothing",
          expected: 'at least one row with access "iam"',
          found: "none",
          mend: "Add an iam row to `calls`, or take the caller out.",
        },
      ]);
    });

/** What one caller's statements close, another's would open: of a role they must be made together. */
export const existingRolesOnce: Rule = ({ entries }) =>
  groups(
    entries.caller.filter(({ fields }) => typeof fields["role"] === "string"),
    ({ fields }) => String(fields["role"]),
  ).flatMap(([first, ...others]) =>
    others.flatMap((entry) =>
      at(entry, [
        {
          code: "caller-role",
          what: `its \`role\` is that of ${first?.name}, whose statements would refuse what this one calls`,
          expected: "one caller for each role",
          found: String(entry.fields["role"]),
          mend: `Add its rows to \`calls\` of ${first?.name}.`,
        },
      ]),
    ),
  );

function oneOfTwo({ fields }: Entry): Fault[] {
  const given = ["assumedBy", "role"].filter((field) => Object.hasOwn(fields, field));
  if (given.length === 1) return [];
  return [
    {
      code: given.length === 0 ? "field-missing" : "caller-role",
      what:
        given.length === 0
          ? "it says neither who assumes its role nor which role it has"
          : "it has both `assumedBy` and `role`",
      expected: "`assumedBy` for a role that is made, or `role` for one that exists",
      found: given.length === 0 ? "nothing" : "both",
      mend: 'Write, for instance, assumedBy: "arn:aws:iam::111122223333:role/billing".',
    },
  ];
}

function existingHas({ fields }: Entry): Fault[] {
  if (!Object.hasOwn(fields, "role")) return [];
  return ofNewRoles
    .filter((field) => Object.hasOwn(fields, field))
    .map((field) => ({
      code: "caller-role",
      what: `\`${field}\` belongs to a role that this program makes`,
      expected: "`role` and `calls`",
      found: `\`${field}\` beside \`role\``,
      mend: `Take \`${field}\` out, or make a role: assumedBy in place of role.`,
    }));
}

/** A service names no external id, and neither does a workflow: nobody could assume the role. */
function notForServices({ fields }: Entry): Fault[] {
  if (!Object.hasOwn(fields, "externalId")) return [];
  const others = [fields["assumedBy"]]
    .flat()
    .filter((who) => isRecord(who) || !String(who).startsWith("arn:"));
  if (others.length === 0) return [];
  return [
    {
      code: "assumed-by",
      what: "`externalId` cannot be combined with a service or a repository, which name none, so that they could never assume the role",
      expected: "ARNs only beside an externalId",
      found: JSON.stringify(others[0]),
      mend: "Take `externalId` out, or make a separate caller for the service.",
    },
  ];
}
