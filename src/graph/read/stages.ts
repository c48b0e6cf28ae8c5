import type { ApiEntries } from "./api-entries";
import type { StageDefinition, ThrottleDefinition } from "../deployed";
import type { Entry } from "./graph-index";
import { referenceOf } from "./graph-index";
import { nameOf, type Reading } from "./reading";
import {
  booleanOf,
  isUnknown,
  listOf,
  numberOf,
  present,
  recordOf,
  textOf,
  textsByName,
  type Values,
} from "../../base/values";

/** The key of a method in `StageDefinition.methodThrottle`: `restaurants/GET`, `//GET` for the root. */
export function stageMethodKey(path: string, verb: string): string {
  return path === "/" ? `//${verb}` : `${path.replace(/^\//, "")}/${verb}`;
}

/** `*`/`*` or a method, from the resource's `methodPath` (`restaurants/GET`, `~1restaurants/GET`, `/GET`). */
function methodKeyOf(methodPath: string): string {
  const decoded = methodPath.replaceAll("~1", "/").replaceAll("~0", "~");
  const cut = decoded.lastIndexOf("/");
  const path = decoded.slice(0, cut).replace(/^\/+|(?<!\/)\/+$/g, "");
  const verb = decoded.slice(cut + 1).toUpperCase();
  return path === "*" ? `*/${verb}` : stageMethodKey(path === "" ? "/" : path, verb);
}

/** A stage's limit: negative values switch it off, 0 lets nothing through. */
function limitOf(value: unknown): number | undefined {
  const number = numberOf(value);
  return number === undefined || number < 0 ? undefined : number;
}

function throttleOf(entry: Entry, reading: Reading): ThrottleDefinition {
  const settings = recordOf(entry.inputs["settings"]);
  const { throttlingRateLimit, throttlingBurstLimit } = settings;
  if (
    isUnknown(entry.inputs["settings"]) ||
    isUnknown(throttlingRateLimit) ||
    isUnknown(throttlingBurstLimit)
  ) {
    reading.warn(`${nameOf(entry)}: its throttle is not known, so it lets nothing through.`);
    return { rateLimit: 0, burstLimit: 0 };
  }
  return present({
    rateLimit: limitOf(throttlingRateLimit),
    burstLimit: limitOf(throttlingBurstLimit),
  });
}

function methodThrottlesOf(
  stageName: string,
  entries: ApiEntries,
  reading: Reading,
): StageDefinition["methodThrottle"] {
  const own = entries.methodSettings.filter(
    (entry) => textOf(entry.inputs["stageName"]) === stageName,
  );
  const throttles = own.flatMap((entry): [string, ThrottleDefinition][] => {
    const methodPath = textOf(entry.inputs["methodPath"]);
    const throttle = throttleOf(entry, reading);
    if (methodPath === undefined) return [["*/*", throttle]];
    return Object.keys(throttle).length > 0 ? [[methodKeyOf(methodPath), throttle]] : [];
  });
  return Object.fromEntries(throttles);
}

/** The deployment that an input names; where the graph gives deployments no ids, the API's last one. */
export function deploymentOf(entries: ApiEntries, reference: unknown): Entry | undefined {
  const name = referenceOf(reference);
  if (name === undefined) return undefined;
  const named = entries.deployments.find((entry) =>
    [entry.id, entry.urn, entry.name].includes(name),
  );
  return named ?? entries.deployments.filter((entry) => !entry.idKnown).at(-1);
}

/** What a stage's canary is set to; undefined where it has none. */
function canaryOf({ inputs }: Entry): Values | undefined {
  const block = inputs["canarySettings"];
  const settings = recordOf(listOf(block)[0] ?? block);
  return Object.keys(settings).length > 0 ? settings : undefined;
}

/**
 * The deployment that a stage serves. The one beside a canary may have been made by an earlier run, so that
 * no graph has it: the canary's stands for it then.
 */
export function servedDeployment(entries: ApiEntries, stage: Entry): Entry | undefined {
  const { deployment, deploymentId } = stage.inputs;
  const served = deploymentOf(entries, deployment ?? deploymentId);
  return served ?? deploymentOf(entries, canaryOf(stage)?.["deploymentId"]);
}

/** The stages of an API, those that an older Deployment declares with it included. */
export function readStages(entries: ApiEntries, reading: Reading): readonly StageDefinition[] {
  const stages = entries.stages.flatMap((entry): StageDefinition[] => {
    const stageName = textOf(entry.inputs["stageName"]) ?? textOf(entry.outputs["stageName"]);
    if (stageName === undefined) {
      reading.warn(`${nameOf(entry)}: its name is not known, so the stage is left out.`);
      return [];
    }
    const { deployment, deploymentId } = entry.inputs;
    const found = servedDeployment(entries, entry);
    if (canaryOf(entry) !== undefined) {
      reading.warn(
        `${nameOf(entry)}: its canary divides the calls between two deployments; here all go to ${found ? nameOf(found) : "the one that it names"}.`,
      );
    }
    return [
      {
        stageName,
        deploymentId: found?.id ?? referenceOf(deployment ?? deploymentId) ?? "",
        variables: textsByName(entry.inputs["variables"]),
        methodThrottle: methodThrottlesOf(stageName, entries, reading),
        tracing: booleanOf(entry.inputs["xrayTracingEnabled"]) ?? false,
      },
    ];
  });
  const named = new Set(stages.map((stage) => stage.stageName));
  const ofDeployments = entries.deployments.flatMap((entry): StageDefinition[] => {
    const stageName = textOf(entry.inputs["stageName"]);
    if (!stageName || named.has(stageName)) return [];
    return [
      {
        stageName,
        deploymentId: entry.id,
        variables: textsByName(entry.inputs["variables"]),
        methodThrottle: methodThrottlesOf(stageName, entries, reading),
        tracing: false,
      },
    ];
  });
  return [...stages, ...ofDeployments];
}
