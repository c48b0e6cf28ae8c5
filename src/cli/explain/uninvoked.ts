import { integrate } from "../../local/gateway/integrate/integrate";
import { stageMethodOf } from "../../local/gateway/stage-method";
import { findTarget } from "../../local/functions/target";
import type { Functions } from "../../local/start/services";

/** The integration up to its endpoint: all that the gateway checks on the way, and no call of the endpoint. */
export const integrateWithoutCalling: typeof integrate = (call) => {
  const { integration } = stageMethodOf(call);
  if (integration?.type === "HTTP" || integration?.type === "HTTP_PROXY") {
    return { status: 200, headers: [], body: "" };
  }
  return integrate(call, uninvoked);
};

/** Functions that are there, and answer without being run. */
const uninvoked: Functions = {
  async invoke({ functionArn, definition }) {
    const target = findTarget(definition?.functions ?? [], functionArn);
    if (!target) return { outcome: "notFound" };
    if (target.fn.reservedConcurrency === 0) return { outcome: "throttled" };
    return { outcome: "returned", payload: '{"statusCode":200}', requestId: "" };
  },
  load: () => {},
  close: async () => {},
};
