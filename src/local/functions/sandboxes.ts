import path from "node:path";
import type { FunctionDefinition, GraphDefinition } from "../../access/definition";
import type { TemporaryCredentials } from "../services";
import { layOutCode, modulePaths } from "./code";
import { functionEnvironment } from "./environment";
import { describeFault } from "./fault";
import type { FunctionsOptions } from "./index";
import { startInProcess } from "./in-process-sandbox";
import { lineWriter } from "./lines";
import type { RequestRoutes, Sandbox } from "./sandbox";
import { vpcEndpointOf } from "./vpc-endpoint";
import { startWorker } from "./worker-sandbox";

/** A sandbox begins no event this long before its credentials expire. */
const marginMilliseconds = 5 * 60_000;

/** Starts sandboxes of the functions of one graph. */
export interface Sandboxes {
  start(fn: FunctionDefinition): Promise<Sandbox>;
}

/** Prepares what every sandbox needs: its code laid out, its role's credentials, its environment. */
export function createSandboxes(options: FunctionsOptions) {
  const sessions = new Map<string, Promise<TemporaryCredentials | undefined>>();
  const named = new Set<string>();

  const credentialsOf = async (fn: FunctionDefinition) => {
    // By the role as well: a saved graph may give the function another one.
    const name = `${fn.arn} ${fn.roleArn}`;
    const known = await sessions.get(name);
    if (known && known.expiresAt - marginMilliseconds > Date.now()) return known;
    const session = options.credentials
      .assume(fn.roleArn, { sessionName: fn.functionName })
      .catch(() => {
        const text = `${fn.name}: its role ${fn.roleArn} is not in the graph, so it runs without AWS credentials.`;
        if (!named.has(text)) options.log.notice(text);
        named.add(text);
        return undefined;
      });
    sessions.set(name, session);
    return session;
  };

  const withPass = (
    routes: RequestRoutes,
    fn: FunctionDefinition,
    definition: GraphDefinition,
  ): RequestRoutes => {
    const endpoint = vpcEndpointOf(fn, definition);
    if (endpoint === undefined || !options.pass) return routes;
    return { ...routes, pass: options.pass(endpoint) };
  };

  return (definition: GraphDefinition, routes: RequestRoutes, awsPort: number): Sandboxes => {
    // A sandbox that starts after a reload still belongs to its own graph.
    const dotenv = new Map(definition.functions.map(({ name }) => [name, options.dotenv?.(name)]));
    return {
      async start(fn) {
        const credentials = await credentialsOf(fn);
        const folder = layOutCode(fn.code, options);
        const output = lineWriter((line) => options.log.functionOutput(fn.name, line));
        const start = options.inProcess ? startInProcess : startWorker;
        const settings = {
          functionName: fn.functionName,
          folder,
          handler: fn.handler,
          runtime: fn.runtime,
          timeoutSeconds: fn.timeoutSeconds,
          memoryMegabytes: fn.memoryMegabytes,
          environment: functionEnvironment({
            definition,
            fn,
            dotenv: dotenv.get(fn.name) ?? {},
            awsPort,
            credentials,
            folder,
            stateDirectory: path.resolve(options.stateDirectory),
            modulePaths: modulePaths(fn.code, options),
            parent: process.env,
          }),
          routes: withPass(routes, fn, definition),
          output,
          crashed: (error: Parameters<typeof describeFault>[1]) =>
            options.log.problem(describeFault(fn.name, error, options.projectDirectory)),
        };
        return start(settings, credentials ? credentials.expiresAt - marginMilliseconds : Infinity);
      },
    };
  };
}
