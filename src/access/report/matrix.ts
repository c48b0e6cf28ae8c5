import { answerOf, type Access, type EndpointAccess } from "../who/access-of";
import { callerOf, label } from "../who/caller-id";
import { anyone } from "../who/openings";
import { sorted } from "../who/order";
import { code, table } from "./text";

/** A column of the matrix. */
interface Column {
  head: string;
  cell(one: EndpointAccess): string;
}

const signs = { yes: "yes", key: "+ key", some: "some", no: "" } as const;

function columnsOf(access: Access): readonly Column[] {
  const keys = sorted(
    access.endpoints.flatMap(({ keys: all }) =>
      all === "none" ? [] : all.map(({ key }) => key.group ?? key.name),
    ),
  );
  return [
    {
      head: "nobody in particular",
      cell: (one) => (one.keys === "none" ? signs[answerOf(one, anyone, access.probes)] : ""),
    },
    ...keys.map((name) => ({
      head: `key ${code(name)}`,
      cell: (one: EndpointAccess) => {
        if (one.keys === "none") return signs[answerOf(one, anyone, access.probes)];
        const accepted = one.keys.some(({ key }) => (key.group ?? key.name) === name);
        return accepted && one.who.has(anyone) ? "yes" : accepted ? "+ authorization" : "";
      },
    })),
    ...access.principals
      .filter(({ id }) => id !== anyone)
      .map(({ id, label: head }) => ({
        head: code(head),
        cell: (one: EndpointAccess) => {
          // Who needs a key and nothing else is told by the columns of the keys.
          const keyAlone = one.keys !== "none" && one.who.has(anyone);
          const answer = keyAlone ? "" : signs[answerOf(one, id, access.probes)];
          const direct = one.direct.has(id) ? "direct" : "";
          return [answer, direct].filter((text) => text !== "").join(", ");
        },
      })),
    ...sorted(access.endpoints.flatMap(({ direct }) => [...direct.keys()]))
      .filter((id) => !access.principals.some((one) => one.id === id))
      .map((id) => ({
        head: code(label(callerOf(id))),
        cell: (one: EndpointAccess) =>
          [signs[answerOf(one, id, access.probes)], one.direct.has(id) ? "direct" : ""]
            .filter((text) => text !== "")
            .join(", "),
      })),
  ];
}

const columnsOfATable = 12;
/** More cells than this nobody reads, and GitHub does not show. */
const mostCells = 15_000;

/** One line for each principal, with all that it may call. */
function drawLists(columns: readonly Column[], access: Access): readonly string[] {
  const rows = columns.map(({ head, cell }) => {
    const opened = access.endpoints.flatMap((one) => {
      const answer = cell(one);
      if (answer === "") return [];
      return [`${code(one.endpoint.label)}${answer === "yes" ? "" : ` (${answer})`}`];
    });
    return [head, opened.join(", ")];
  });
  return table(["caller", "may call"], rows);
}

/** Endpoints × principals, in tables that still fit a page; where there are too many, a list of each principal's. */
export function drawMatrix(access: Access): readonly string[] {
  const all = columnsOf(access);
  if (all.length * access.endpoints.length > mostCells) {
    // What is open to all is told once.
    const [everybody, ...others] = all;
    const isOpen = (one: EndpointAccess) => everybody?.cell(one) === "yes";
    const rest = others.map(({ head, cell }) => ({
      head,
      cell: (one: EndpointAccess) => (isOpen(one) ? "" : cell(one)),
    }));
    return drawLists([...(everybody ? [everybody] : []), ...rest], access);
  }
  const lines: string[] = [];
  for (let from = 0; from < all.length; from += columnsOfATable) {
    const some = all.slice(from, from + columnsOfATable);
    const rows = access.endpoints.map((one) => [
      code(one.endpoint.label),
      ...some.map(({ cell }) => cell(one)),
    ]);
    lines.push(...(from > 0 ? [""] : []), ...table(["", ...some.map(({ head }) => head)], rows));
  }
  return lines;
}
