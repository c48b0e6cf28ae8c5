import * as fs from "node:fs";
import * as path from "node:path";
import { callers, code, fillerPaths, measuredRows } from "./graph";

/** What serverless-offline has: it does not verify IAM signatures, and Cognito only by a public address. */
export const serverlessRows = ["public", "apiKey", "custom"] as const;

/** Writes a service with the same endpoints and the same functions. */
export function writeService(
  folder: string,
  options: { endpoints: number; inProcess: boolean; nodeModules: string },
): void {
  const fillers = fillerPaths(Math.max(0, options.endpoints - measuredRows.length));
  const events: Record<string, object> = {
    public: {},
    apiKey: { private: true },
    custom: {
      authorizer: { name: "authorizer", type: "token", resultTtlInSeconds: 300 },
    },
  };
  const service = {
    service: "bench",
    frameworkVersion: "*",
    provider: {
      name: "aws",
      runtime: "nodejs20.x",
      stage: callers.stage,
      // Of a busy machine, which a call may wait for: its default of 6 s ends the bench.
      timeout: 29,
      apiGateway: { apiKeys: [{ name: "bench", value: callers.apiKey }] },
    },
    plugins: ["serverless-offline"],
    custom: { "serverless-offline": { useInProcess: options.inProcess } },
    functions: {
      authorizer: { handler: "index.authorizer" },
      ...Object.fromEntries(
        measuredRows.map((row) => [row, endpoint(`/${row}`, events[row] ?? {})]),
      ),
      ...Object.fromEntries(fillers.map((one, at) => [`filler${at}`, endpoint(one, {})])),
    },
  };
  fs.writeFileSync(path.join(folder, "serverless.yml"), JSON.stringify(service, null, 2));
  fs.writeFileSync(path.join(folder, "index.js"), code);
  fs.writeFileSync(path.join(folder, "package.json"), "{}");
  fs.symlinkSync(options.nodeModules, path.join(folder, "node_modules"));
}

function endpoint(route: string, event: object): object {
  return {
    handler: "index.handler",
    events: [{ http: { path: route.slice(1), method: "get", ...event } }],
  };
}
