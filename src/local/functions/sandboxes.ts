import os from "node:os";
import path from "node:path";
import type { FunctionDefinition, Deployed } from "../../graph/deployed";
import type { TemporaryCredentials } from "../start/services";
import { codeFolder, layOutCode, packageOrigins } from "./code";
import { functionEnvironment } from "./environment";
import { describeFault } from "./fault";
import type { Processes } from "./process/function-process";
import type { FunctionsOptions } from "./options";
import { startInProcess } from "./in-process-sandbox";
import { lineWriter } from "./process/lines";
import { startProcess } from "./process/process-sandbox";
import type { Late, RequestRoutes, Sandbox, SandboxPlaces } from "./sandbox";
import { hasLayers } from "./function-inputs";
import { vpcEndpointOf } from "./vpc-endpoint";

/** A sandbox begins no event this long before its credentials expire. */
const marginMilliseconds = 5 * 60_000;

/** Starts sandboxes of the functions of one graph. */
export interface Sandboxes {
  start(fn: FunctionDefinition): Promise<Sandbox>;
}

/** Prepares what every sandbox needs: its code laid out, its role's credentials, its environment. */
export function createSandboxes(options: FunctionsOptions, processes: Processes) {
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
        noticed(text);
        return undefined;
      });
    sessions.set(name, session);
    return session;
  };

  const noticed = (text: string) => {
    if (!named.has(text)) options.log.notice(text);
    named.add(text);
  };

  const withPass = (
    routes: RequestRoutes,
    fn: FunctionDefinition,
    definition: Deployed,
  ): RequestRoutes => {
    const endpoint = vpcEndpointOf(fn, definition);
    if (endpoint === undefined || !options.pass) return routes;
    return { ...routes, pass: options.pass(endpoint) };
  };

  return (definition: Deployed, routes: RequestRoutes, awsPort: number): Sandboxes => {
    // A sandbox that starts after a reload still belongs to its own graph.
    const dotenv = new Map(definition.functions.map(({ name }) => [name, options.dotenv?.(name)]));
    return {
      async start(fn) {
        const credentials = await credentialsOf(fn);
        const folder = layOutCode(fn.code, options);
        const own = dotenv.get(fn.name) ?? {};
        const nodeOptions = own["NODE_OPTIONS"] ?? fn.environment["NODE_OPTIONS"];
        const makeEnvironment = (temporaryFolder?: string) =>
          functionEnvironment({
            ...{ definition, fn, dotenv: own, awsPort, credentials, folder, temporaryFolder },
            ...{ stateDirectory: path.resolve(options.stateDirectory), parent: process.env },
          });
        const makeSettings = (temporaryFolder?: string) => ({
          functionName: fn.functionName,
          folder,
          handler: fn.handler,
          runtime: fn.runtime,
          timeoutSeconds: fn.timeoutSeconds,
          memoryMegabytes: fn.memoryMegabytes,
          environment: makeEnvironment(temporaryFolder),
          routes: withPass(routes, fn, definition),
          ...placesOf(fn, { definition, options, folder, temporaryFolder }),
          output: lineWriter((line, requestId) =>
            options.log.functionOutput(fn.name, line, requestId),
          ),
          late: (what: Late) => noticed(describeLate(fn.name, what)),
          crashed: (error: Parameters<typeof describeFault>[1]) =>
            options.log.problem(describeFault(fn.name, error, options.projectDirectory)),
        });
        const useUntil = credentials ? credentials.expiresAt - marginMilliseconds : Infinity;
        if (options.inProcess) return startInProcess(makeSettings(), useUntil);
        const { memoryMegabytes } = fn;
        const started = processes.start({ memoryMegabytes, nodeOptions, folder, makeEnvironment });
        return startProcess(makeSettings(started.temporaryFolder), useUntil, started);
      },
    };
  };
}

interface PlaceParts {
  definition: Deployed;
  options: FunctionsOptions;
  folder: string;
  temporaryFolder: string | undefined;
}

function placesOf(
  fn: FunctionDefinition,
  { definition, options, folder, temporaryFolder }: PlaceParts,
): SandboxPlaces {
  const state = path.resolve(options.stateDirectory);
  const temporary = [temporaryFolder ?? os.tmpdir(), os.tmpdir(), "/tmp"];
  const protectedFolders = [
    codeFolder({ stateDirectory: state }),
    path.resolve(options.projectDirectory),
  ];
  return {
    // GATEHOUSE_LOCAL as well, which is for what a handler keeps on the laptop.
    writable: [...temporary, state],
    protectedFolders,
    packages: {
      ...{ folder, writable: temporary, protectedFolders },
      projectDirectories: packageOrigins(fn.code, options),
      layers: hasLayers(fn, definition),
    },
  };
}

function describeLate(name: string, what: Late): string {
  const found =
    what === "output" ? "it printed after its answer" : "a timer was pending after its answer";
  return `${name}: ${found}. Lambda freezes a function once it has answered: what is left is lost, or goes on during a later call. Await it before you return.`;
}
