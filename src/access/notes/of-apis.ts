import { types } from "../../graph/types";
import { isRecord, recordOf, textOf } from "../../base/values";
import { corsOf } from "../who/cors";
import { codes } from "../report/text";
import type { Note, Noted } from "./note";

/** Notes about preflights that let every page send credentials. */
export function ofCors({ definition }: Noted): readonly Note[] {
  return corsOf(definition)
    .filter(
      ({ origins, credentials }) =>
        credentials && origins.some((one) => one === "*" || one === "reflected"),
    )
    .map(({ path }) => ({
      code: "GH004",
      where: path,
      text: "A page of any origin may read its answers with the visitor's credentials. List the origins.",
    }));
}

/** Notes about plans that limit nothing. */
export function ofPlans({ definition }: Noted): readonly Note[] {
  return definition.usagePlans
    .filter(({ throttle, quota }) => {
      const isThrottled = throttle?.rateLimit !== undefined || throttle?.burstLimit !== undefined;
      return !isThrottled || quota === undefined;
    })
    .map(({ name, throttle, quota }) => {
      const missing = [...(throttle ? [] : ["throttle"]), ...(quota ? [] : ["quota"])];
      return {
        code: "GH009",
        where: name,
        text: `It has no ${codes(missing)}: only the stage and the account limit its keys.`,
      };
    });
}

/** Notes about APIs that are reached beside their domain. */
export function ofDomains({ definition }: Noted): readonly Note[] {
  return definition.apis
    .filter(
      ({ apiId, disableExecuteApiEndpoint }) =>
        !disableExecuteApiEndpoint &&
        definition.domains.some(({ mappings }) => mappings.some((one) => one.apiId === apiId)),
    )
    .map(({ name }) => ({
      code: "GH019",
      where: name,
      text: "It is reached at its own address too, past what the domain asks for (client certificates, a firewall in front of it). Set `disableExecuteApiEndpoint` if the domain is to be the only way.",
    }));
}

/** Notes about stages without access logs. */
export function ofLogs({ definition }: Noted): readonly Note[] {
  const stages = definition.graph.filter(({ type }) => type === types.stage);
  return stages
    .filter(({ inputs }) => !isRecord(inputs["accessLogSettings"]))
    .map(({ name, inputs }) => ({
      code: "GH020",
      where: `${name}/${textOf(recordOf(inputs)["stageName"]) ?? "?"}`,
      text: "Nothing says afterwards who called what. Set `accessLogSettings`.",
    }));
}
