import { plain } from "../report/text";
import { stableId } from "../../base/stable-id";
import { compareText } from "../who/order";
import type { Change } from "./change";
import { properties, type Verdict } from "../../graph/inputs/properties";
import type { Reviewed } from "./reviewed";
import { placesText, propertyText } from "./to-text";

const levels: Readonly<Record<Verdict, "error" | "warning" | "note">> = {
  WIDER: "error",
  NARROWER: "note",
  OTHER: "warning",
};

/** GitHub takes 25,000 results of a run. */
const mostResults = 5_000;

const ruleOf = ({ verdict, property }: Change): string => `${verdict.toLowerCase()}/${property}`;

function messageOf(change: Change): string {
  const { verdict, who, from, to } = change;
  const what = { WIDER: "gains", NARROWER: "loses", OTHER: "is concerned" }[verdict];
  const step = `${plain(from, 200)} → ${plain(to, 200)}`;
  return `${placesText(change)}: ${propertyText(change)} ${step}. ${plain(who)} ${what}.`;
}

function ruleText(id: string): object {
  const [verdict = "", property = ""] = id.split("/");
  const known = Object.entries(properties).find(([name]) => name === property)?.[1];
  return {
    id,
    name: `${verdict}-${property}`,
    shortDescription: { text: `${verdict.toUpperCase()}: ${known?.label ?? property}` },
    defaultConfiguration: { level: levels[verdict.toUpperCase() as Verdict] },
  };
}

/**
 * A diff for code scanning.
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function toSarif({ changes, ownersFiles, owners }: Reviewed): object {
  const shown = changes.slice(0, mostResults);
  const ids = [...new Set(shown.map(ruleOf))].sort(compareText);
  const at = (uri: string) => [
    { physicalLocation: { artifactLocation: { uri }, region: { startLine: 1 } } },
  ];
  const results = shown.map((change) => ({
    ruleId: ruleOf(change),
    ruleIndex: ids.indexOf(ruleOf(change)),
    level: levels[change.verdict],
    message: { text: messageOf(change) },
    locations: at("access.md"),
    partialFingerprints: { "gatehouse/v1": stableId(JSON.stringify(change), 24) },
  }));
  // What is not read has no place in a file.
  const places = [
    ...ownersFiles.map(({ file, why }) => ({ file, uri: file, why })),
    ...owners.map(({ what, why }) => ({ file: what, uri: "access.md", why })),
  ];
  const owner = places.slice(0, mostResults).map(({ file, uri, why }) => ({
    ruleId: "needs-owner",
    ruleIndex: ids.length,
    level: "warning",
    message: { text: `${plain(file)} ${plain(why, 400)}. An owner must approve it.` },
    locations: at(plain(uri).split("/").map(encodeURIComponent).join("/")),
    partialFingerprints: { "gatehouse/v1": stableId(`owner ${file}`, 24) },
  }));
  const ownerRule = {
    id: "needs-owner",
    name: "needs-owner",
    shortDescription: { text: "NEEDS OWNER" },
    defaultConfiguration: { level: "warning" },
  };
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "Gatehouse",
            rules: [...ids.map(ruleText), ...(owner.length > 0 ? [ownerRule] : [])],
          },
        },
        columnKind: "utf16CodeUnits",
        results: [...results, ...owner],
      },
    ],
  };
}
