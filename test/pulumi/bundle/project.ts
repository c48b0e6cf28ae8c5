import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import type { LambdaContext, ProxyEvent, ProxyResult } from "../../../src/client";
import {
  bundle,
  isBroken,
  type BundledFunction,
  type BundleInput,
  type EndpointInput,
} from "../../../src/pulumi/parts/bundle-table";

const root = resolve(__dirname, "../../..");

/** Import lines of a table and of a handler in a project elsewhere. */
export const dsl = JSON.stringify(join(root, "src/spec"));
export const client = JSON.stringify(join(root, "src/client"));

/** A project in a folder of its own. */
export interface Project {
  directory: string;
  write(files: Record<string, string>): void;
  bundle(functions: readonly BundleInput[]): ReturnType<typeof bundle>;
  /** The code of a bundle; fails with its messages where there is none. */
  load(functions: readonly BundleInput[], name: string): Promise<Loaded>;
  remove(): void;
}

export interface Loaded {
  file: string;
  handler(event: unknown, context?: Partial<LambdaContext>): Promise<ProxyResult>;
}

/** A project with these files, in which zod and aws4 can be imported. */
export function createProject(files: Record<string, string>): Project {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), "gatehouse-bundle-")));
  symlinkSync(join(root, "node_modules"), join(directory, "node_modules"));
  const done = new Map<readonly BundleInput[], ReturnType<typeof bundle>>();
  const project: Project = {
    directory,
    write(more) {
      done.clear();
      for (const [name, text] of Object.entries(more)) {
        mkdirSync(dirname(join(directory, name)), { recursive: true });
        writeFileSync(join(directory, name), text);
      }
    },
    bundle: (functions) =>
      bundle({
        projectDirectory: directory,
        specDirectory: "api-spec",
        handlersDirectory: "handlers",
        outputDirectory: "out",
        functions,
      }),
    async load(functions, name) {
      if (!done.has(functions)) done.set(functions, project.bundle(functions));
      const file = join(directory, built((await done.get(functions))?.[name]).file);
      const require = createRequire(file);
      delete require.cache[file];
      const { handler } = require(file) as {
        handler: (event: unknown, context: LambdaContext) => Promise<ProxyResult>;
      };
      return { file, handler: async (event, more) => handler(event, { ...context, ...more }) };
    },
    remove: () => rmSync(directory, { recursive: true, force: true }),
  };
  project.write(files);
  return project;
}

/** A bundle, or a failure with its messages. */
export function built(
  result: Awaited<ReturnType<typeof bundle>>[string] | undefined,
): BundledFunction {
  if (result === undefined || isBroken(result))
    throw new Error(result?.error ?? "no such function");
  return result;
}

/** The input of an endpoint without plans, calls and CORS. */
export function endpointOf(
  name: string,
  handler: string,
  route: string,
  more: Partial<EndpointInput> = {},
): EndpointInput {
  const plain = {
    access: "public" as const,
    checksPlans: false,
    listsKeys: false,
    calls: false,
    invokes: false,
  };
  return { kind: "endpoint", name, handler, route, ...plain, ...more };
}

/** What Lambda says about an invocation by the gateway. */
export const context: LambdaContext = {
  functionName: "api-dev-row",
  functionVersion: "$LATEST",
  invokedFunctionArn: "arn:aws:lambda:eu-central-1:111122223333:function:api-dev-row",
  memoryLimitInMB: "256",
  awsRequestId: "11111111-2222-4333-8444-555555555555",
  logGroupName: "/aws/lambda/api-dev-row",
  logStreamName: "stream",
  getRemainingTimeInMillis: () => 10_000,
};

/** The same for an invocation through the alias `direct`. */
export const directContext: Partial<LambdaContext> = {
  invokedFunctionArn: `${context.invokedFunctionArn}:direct`,
};

const nobody: ProxyEvent["requestContext"]["identity"] = {
  accessKey: null,
  accountId: null,
  caller: null,
  cognitoAuthenticationProvider: null,
  cognitoAuthenticationType: null,
  cognitoIdentityId: null,
  cognitoIdentityPoolId: null,
  principalOrgId: null,
  sourceIp: "127.0.0.1",
  user: null,
  userAgent: null,
  userArn: null,
};

/** An event of API Gateway with some fields of its own; header and query maps follow their single ones. */
export function eventOf({
  identity,
  authorizer,
  ...more
}: Record<string, unknown> & { identity?: object; authorizer?: object } = {}): ProxyEvent {
  return {
    resource: "/",
    path: "/",
    httpMethod: "GET",
    headers: null,
    multiValueHeaders: null,
    queryStringParameters: null,
    multiValueQueryStringParameters: null,
    pathParameters: null,
    stageVariables: null,
    body: null,
    isBase64Encoded: false,
    ...more,
    requestContext: {
      accountId: "111122223333",
      apiId: "abcdef1234",
      httpMethod: "GET",
      identity: { ...nobody, ...identity },
      path: "/dev/",
      requestId: "1",
      requestTimeEpoch: 0,
      resourceId: "1",
      resourcePath: "/",
      stage: "dev",
      ...(authorizer === undefined ? {} : { authorizer: authorizer as Record<string, unknown> }),
    },
  };
}
