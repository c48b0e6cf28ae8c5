import { answerOf, type Access, type EndpointAccess } from "../access-of";
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
        const opens = one.keys.some(({ key }) => (key.group ?? key.name) === name);
        return opens && one.who.has(anyone) ? "yes" : opens ? "+ authorization" : "";
      },
    })),
    ...access.principals
      .filter(({ id }) => id !== anyone)
      .map(({ id, label }) => ({
        head: code(label),
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
        head: code(id.replace(":", " ")),
        cell: (one: EndpointAccess) =>
          [signs[answerOf(one, id, access.probes)], one.direct.has(id) ? "direct" : ""]
            .filter((text) => text !== "")
            .join(", "),
      })),
  ];
}

const columnsOfATable = 12;

/** Endpoints × principals, in tables that still fit a page. */
export function drawMatrix(access: Access): readonly string[] {
  const columns = columnsOf(access);
  const lines: string[] = [];
  for (let from = 0; from < columns.length; from += columnsOfATable) {
    const some = columns.slice(from, from + columnsOfATable);
    const rows = access.endpoints.map((one) => [
      code(one.endpoint.label),
      ...some.map(({ cell }) => cell(one)),
    ]);
    lines.push(...(from > 0 ? [""] : []), ...table(["", ...some.map(({ head }) => head)], rows));
  }
  return lines;
}
