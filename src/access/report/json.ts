import { answerOf } from "../who/access-of";
import { faultText } from "../judge/fault";
import type { Report } from "./report-of";

/** The report as plain data, for programs. */
export function toJson({ access, calls, definition, notes, pools, roles, rows }: Report): object {
  return {
    notRead: definition.unread,
    endpoints: access.endpoints.map((one, index) => ({
      method: one.endpoint.verb,
      path: one.endpoint.path,
      api: one.endpoint.api.name,
      stage: one.endpoint.stage.stageName,
      access: one.endpoint.word,
      who: [...one.who.keys()],
      keys:
        one.keys === "none"
          ? null
          : one.keys.map(({ label, plan }) => ({ label, plan: plan.name })),
      direct: [...one.direct.entries()].map(([id, reach]) => ({ id, arns: [...reach.keys()] })),
      fault: one.fault === undefined ? null : faultText(one.fault),
      text: rows[index]?.who ?? [],
      answers: Object.fromEntries(
        access.principals.map(({ id }) => [id, answerOf(one, id, access.probes)]),
      ),
    })),
    principals: access.principals,
    calls,
    plans: definition.usagePlans.map(({ name, throttle, quota }) => ({
      name,
      throttle: throttle ?? null,
      quota: quota ?? null,
    })),
    roles,
    pools,
    notes,
  };
}
