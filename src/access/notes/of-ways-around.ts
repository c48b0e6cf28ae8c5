import { listOf } from "../../iam/language/policy";
import type { RoleDefinition } from "../../graph/deployed";
import { indexGraph } from "../../graph/read/graph-index";
import type { Note, Noted } from "./note";
import { codes } from "../report/text";
import { functionsByArn } from "../who/endpoints";
import { statementsOf } from "../who/conditions";
import { sorted } from "../who/order";
import { textOf } from "../../base/values";

const functionUrl = "aws:lambda/functionUrl:FunctionUrl";

/** Addresses of functions that lead past the gateway: its authorization, keys, plans and throttle. */
export function ofFunctionUrls({ definition, access }: Noted): readonly Note[] {
  const byArn = functionsByArn(definition);
  return indexGraph(definition.graph)
    .all(functionUrl)
    .flatMap(({ name, inputs }): Note[] => {
      const named = textOf(inputs["functionName"]);
      const fn =
        byArn.get(named ?? "") ?? definition.functions.find((one) => one.functionName === named);
      const behind = access.endpoints.filter(
        ({ endpoint }) => fn !== undefined && endpoint.fn?.arn === fn.arn,
      );
      const rows =
        behind.length > 0
          ? `, past what ${codes(sorted(behind.map(({ endpoint }) => endpoint.label)))} asks for`
          : "";
      const where = fn?.name ?? name;
      return textOf(inputs["authorizationType"]) === "AWS_IAM"
        ? [
            {
              code: "GH033",
              where,
              text: `Whoever is allowed \`lambda:InvokeFunctionUrl\` calls it at a separate address${rows}: no key, plan, throttle or authorizer of the API counts there. Remove the URL, or accept it.`,
            },
          ]
        : [
            {
              code: "GH032",
              where,
              text: `Anyone calls it at a separate address, with any event${rows}. Remove the URL, or set \`authorizationType: "AWS_IAM"\`.`,
            },
          ];
    });
}

function trustsEverybody(role: RoleDefinition): boolean {
  return statementsOf([role.trust]).some(({ Effect, Principal, Condition }) => {
    if (Effect !== "Allow" || Principal === undefined || Condition !== undefined) return false;
    const names = typeof Principal === "string" ? [Principal] : listOf(Principal["AWS"] ?? []);
    return names.includes("*");
  });
}

/** Roles that everybody with an AWS account may assume. */
export function ofTrust({ definition }: Noted): readonly Note[] {
  return definition.roles.filter(trustsEverybody).map(({ name }) => ({
    code: "GH025",
    where: name,
    text: "Its trust policy names `*` without a condition: anybody with an AWS account assumes it. Name who is to.",
  }));
}

/** What guests need beside endpoints; the first two are those of the console's own guest role. */
const guestServices = new Set([
  "execute-api",
  "mobileanalytics",
  "cognito-sync",
  "cognito-identity",
]);

/** Roles of guests that allow more than calling endpoints. */
export function ofGuests({ definition }: Noted): readonly Note[] {
  return definition.identityPools.flatMap((pool): Note[] => {
    const guest = definition.roles.find(({ arn }) => arn === pool.unauthenticatedRoleArn);
    if (!pool.allowUnauthenticated || guest === undefined) return [];
    const allowed = statementsOf(guest.policies).flatMap(({ Effect, Action, NotAction }) => {
      if (Effect !== "Allow") return [];
      return NotAction === undefined ? listOf(Action ?? []) : ["*"];
    });
    const more = sorted(
      allowed.filter((action) => !guestServices.has(action.split(":")[0]?.toLowerCase() ?? "")),
    );
    if (more.length === 0) return [];
    return [
      {
        code: "GH034",
        where: pool.name,
        text: `Anyone gets its guests' credentials, and these allow ${codes([...new Set(more)], 8)}. Take that out of the role, or ask people to sign in.`,
      },
    ];
  });
}
