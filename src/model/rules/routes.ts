import { parameterNames, parseRoute, segmentText, type ParsedRoute } from "../route";
import { listing, show } from "../show";
import type { Entry, Table } from "../table";
import { groups } from "./names";
import type { Rule } from "./rule";

/** A row whose route is well formed. */
export interface RoutedRow extends ParsedRoute {
  entry: Entry;
}

/** The rows whose routes are well formed; the rule of malformed routes names the others. */
export function routedRows({ entries }: Table): RoutedRow[] {
  return entries.endpoint.flatMap((entry) => {
    const route = parseRoute(entry.fields["route"]);
    return typeof route === "string" ? [] : [{ ...route, entry }];
  });
}

/** What the compiler says about a literal, said again about a route that came from elsewhere. */
export const malformedRoutes: Rule = ({ entries }) =>
  entries.endpoint.flatMap((entry) => {
    const route = parseRoute(entry.fields["route"]);
    if (typeof route !== "string") return [];
    return [
      {
        code: "route-malformed",
        where: entry.where,
        what: `its route is malformed: ${route}`,
        expected: '"<VERB> /segment/{parameter}/{rest+}"',
        found: show(entry.fields["route"]),
        mend: "Write the route as API Gateway takes it.",
      },
    ];
  });

/** One verb of one path is one row. */
export const routesOnce: Rule = (table) =>
  groups(routedRows(table), ({ verb, path }) => `${verb} ${path}`).map(([first, ...others]) => ({
    code: "route-twice",
    where: first?.entry.where ?? "",
    what: "its route is also that of another row",
    expected: "one row for each verb of a path",
    found: listing([first, ...others].flatMap((row) => (row ? nameAndPlace(row.entry) : []))),
    mend: "Take one out, or change its verb or path.",
  }));

const nameAndPlace = ({ name, place }: Entry) => (place ? `${name} at ${place}` : name);

/** What a role may call is exact only where a verb means one row: `ANY` beside `GET` would open both. */
export const anyAlone: Rule = (table) =>
  groups(routedRows(table), ({ path }) => path).flatMap((rows) => {
    const any = rows.find(({ verb }) => verb === "ANY");
    const others = rows.filter(({ verb }) => verb !== "ANY");
    if (!any || others.length === 0) return [];
    return [
      {
        code: "any-beside-verb",
        where: any.entry.where,
        what: `${any.path} has rows for single verbs beside ANY`,
        expected: "ANY alone, or a row for each verb",
        found: listing([any, ...others].map(({ entry }) => entry.where)),
        mend: "Replace the ANY row by rows for the verbs that it is meant for.",
      },
    ];
  });

/** "A sibling of this resource already has a variable path part": CreateResource, and the import of a document likewise. */
export const oneParameterPerPlace: Rule = (table) => {
  const places = new Map<string, Map<string, RoutedRow>>();
  for (const row of routedRows(table)) {
    let parent = "";
    for (const segment of row.segments) {
      const text = segmentText(segment);
      if (segment.kind !== "text") {
        const here = places.get(parent) ?? new Map<string, RoutedRow>();
        if (!here.has(text)) here.set(text, row);
        places.set(parent, here);
      }
      parent = `${parent}/${text}`;
    }
  }
  return [...places]
    .filter(([, texts]) => texts.size > 1)
    .map(([parent, texts]) => {
      const rows = [...texts.values()];
      return {
        code: "route-ambiguous",
        where: rows[0]?.entry.where ?? "",
        what: `two different parameters stand behind ${parent || "the root"}, and API Gateway takes one`,
        expected: `one parameter behind ${parent}/`,
        found: listing([...texts].map(([text, row]) => `${text} of ${row.entry.where}`)),
        mend: "Give the parameter one name in all rows, or put a fixed segment before one of them.",
      };
    });
};

/** API Gateway answers these itself: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html */
export const reservedPaths: Rule = (table) =>
  routedRows(table)
    .filter(({ path }) => path === "/ping" || path === "/sping")
    .map(({ entry, path }) => ({
      code: "route-reserved",
      where: entry.where,
      what: `${path} is API Gateway's own health check`,
      expected: "another path",
      found: path,
      mend: "Call it, for instance, /health.",
    }));

/** A preflight of a row with `cors` and an `OPTIONS` row would be one method. */
export const optionsBesideCors: Rule = (table) => {
  const forAll =
    table.options.program?.cors !== undefined ||
    table.entries.apiSettings.some(({ fields }) => fields["cors"] !== undefined);
  const rows = routedRows(table);
  return rows
    .filter(({ verb }) => verb === "OPTIONS")
    .flatMap((options) => {
      const other = rows.find(
        ({ entry, path, verb }) =>
          path === options.path &&
          verb !== "OPTIONS" &&
          (forAll || entry.fields["cors"] !== undefined),
      );
      if (!other) return [];
      return [
        {
          code: "cors-options-row",
          where: options.entry.where,
          what: `${options.path} answers the preflights of ${other.entry.name} under the same method`,
          expected: "no OPTIONS row beside rows with `cors`",
          found: options.entry.where,
          mend: "Take the OPTIONS row out: `cors` makes a public one, as browsers need it.",
        },
      ];
    });
};

/** Resources of one API: https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html */
export const resourceLimit: Rule = (table) => {
  const nodes = new Set(["/"]);
  for (const { segments } of routedRows(table)) {
    segments.forEach((_, i) =>
      nodes.add(
        `/${segments
          .slice(0, i + 1)
          .map(segmentText)
          .join("/")}`,
      ),
    );
  }
  if (nodes.size <= 300) return [];
  return [
    {
      code: "too-many-resources",
      where: "the table",
      what: "its paths have more nodes than an API may have resources",
      expected: "at most 300, the root among them",
      found: String(nodes.size),
      mend: "Move some paths into a separate API.",
    },
  ];
};

/** Names in `params` that the route lacks. */
export const knownParameters: Rule = (table) =>
  routedRows(table).flatMap(({ entry, segments }) => {
    const names = parameterNames(segments);
    return Object.keys((entry.fields["params"] as object | undefined) ?? {})
      .filter((name) => !names.includes(name))
      .map((name) => ({
        code: "parameter-unknown" as const,
        where: entry.where,
        what: `\`params.${name}\` names no parameter of the route`,
        expected: names.length > 0 ? listing(names, "or") : "no `params`: the route has none",
        found: name,
        mend: `Write {${name}} into the route, or take it out of \`params\`.`,
      }));
  });
