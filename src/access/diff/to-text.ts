import { plain } from "../report/text";
import { unreadLines } from "../report/unread-text";
import type { Change } from "./change";
import { properties, type Property } from "../../graph/inputs/properties";
import { headline, ownersReasons, type Reviewed } from "./reviewed";

const mostPlaces = 6;

/** The places of a change, the first of many. */
export function placesText({ where, stacks, property }: Change): string {
  const shown = where.slice(0, mostPlaces).map((one) => plain(one));
  const left = where.length - shown.length;
  const places = [...shown, ...(left > 0 ? [`and ${left} more`] : [])].join(", ");
  return stacks === undefined || property === "stack"
    ? places
    : `${places} (stack ${plain(stacks.join(", "))})`;
}

/** `plan's rate, audit` */
export function propertyText({ property }: Change): string {
  const found: Property = properties[property];
  return `${found.label}${found.audit ? ", audit" : ""}`;
}

function lines(change: Change): readonly string[] {
  const { verdict, who, from, to } = change;
  const step = from === to ? plain(from, 160) : `${plain(from, 160)} → ${plain(to, 160)}`;
  return [
    `${verdict.padEnd(8)}  ${placesText(change)}`,
    `          ${propertyText(change)}: ${step}`,
    `          ${{ WIDER: "gains", NARROWER: "loses", OTHER: "concerns" }[verdict]}: ${plain(who)}`,
  ];
}

/** A diff for people at a terminal. */
export function toText(reviewed: Reviewed): string {
  const { changes, problems, unread } = reviewed;
  const owners = ownersReasons(reviewed);
  const notRead = unreadLines(unread);
  const owner =
    owners.length > 0
      ? [
          "NEEDS OWNER",
          ...owners
            .slice(0, 20)
            .flatMap(({ what, why }) => [
              `          ${plain(what)}`,
              `            ${plain(why, 400)}`,
            ]),
          ...(owners.length > 20 ? [`          and ${owners.length - 20} more`] : []),
          "",
        ]
      : [];
  const refused =
    problems.length > 0
      ? ["AWS would refuse the head:", ...problems.map((text) => `  ${plain(text, 500)}`), ""]
      : [];
  return [
    ...(notRead.length > 0 ? [...notRead, ""] : []),
    ...changes.flatMap((one) => [...lines(one), ""]),
    ...owner,
    ...refused,
    headline(reviewed),
  ].join("\n");
}
