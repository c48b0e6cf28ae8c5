import type { IncomingMessage, ServerResponse } from "node:http";
import type { Deployed } from "../../../graph/deployed";
import type {
  Credentials,
  DecisionRecord,
  Functions,
  Log,
  Part,
  Store,
} from "../../start/services";
import type { TokenService } from "../../tokens/create-tokens";
import { AwsError } from "../service/aws-error";
import { createCognitoState } from "../cognito-idp/store/state";
import { tracksDevices, uncalledTriggers } from "../cognito-idp/describe/triggers";
import type { AwsContext } from "../service/context";
import { dispatch } from "../service/dispatch";
import { corsHeaders, preflightHeaders } from "../service/http/cors";
import { readRequest, type AwsRequest, type AwsResponse } from "../service/http/exchange";
import { allowedOrigin, refusalOf } from "../service/http/guard";
import { send } from "../service/http/send";
import { asAwsError } from "../service/internal-error";
import { answerPage } from "./pages/answer";
import { jsonError } from "../service/protocols/json";

/** What the AWS port is made of. */
export interface AwsPortOptions {
  store: Store;
  credentials: Credentials;
  tokens: TokenService;
  functions: Functions;
  log: Log & { decisions?(): readonly DecisionRecord[] };
  /** The only origin whose pages may call: `http://127.0.0.1:4000`. */
  gatewayOrigin: string;
  /** Random text in the address of the pages. */
  token: string;
}

/** The port that answers the service APIs which the SDKs call. */
export interface AwsPort extends Part {
  /** Answers one request of the port. */
  handle(message: IncomingMessage, response: ServerResponse): void;
  /** The answer to a request that was read already. */
  answer(request: AwsRequest): Promise<AwsResponse>;
  /** Addresses of the pages, with their token. */
  pageUrls(awsUrl: string): { codesUrl: string; consoleUrl: string; logUrl: string };
}

/** Makes the AWS port: user pools, identity pools and their datasets, STS, Lambda, API Gateway's keys and usage. */
export function createAwsPort(options: AwsPortOptions): AwsPort {
  const { store, credentials, tokens, functions, log, gatewayOrigin, token } = options;
  let definition: Deployed | undefined;
  const contextOf = (loaded: Deployed): AwsContext => ({
    store,
    credentials,
    tokens,
    functions,
    log,
    cognito,
    definition: () => loaded,
  });
  const cognito = createCognitoState(store, log);
  const answer = async (request: AwsRequest): Promise<AwsResponse> => {
    const rules = { definition, gatewayOrigin };
    const refusal = refusalOf(request, rules);
    if (refusal !== undefined) return jsonError(request, new AwsError("Forbidden", refusal, 403));
    const origin = allowedOrigin(request, rules);
    if (request.method === "OPTIONS") {
      const headers = origin === undefined ? {} : preflightHeaders(origin);
      return { status: 204, headers, body: "" };
    }
    if (!definition) {
      return jsonError(
        request,
        new AwsError("ServiceUnavailable", "The graph is not there yet.", 503),
      );
    }
    // One request is judged by one graph, also when another one is loaded meanwhile.
    const context = contextOf(definition);
    const answered =
      answerPage(request, { token, cognito, log, definition }) ??
      (await dispatch(request, context).catch((error: unknown) =>
        jsonError(request, asAwsError(error, context)),
      ));
    return { ...answered, headers: { ...answered.headers, ...corsHeaders(origin) } };
  };
  const handle = async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    const request = await readRequest(message);
    if (request === undefined) return;
    if (request === "tooLarge") return send(response, tooLarge);
    send(response, await answer(request));
  };
  return {
    load(next) {
      definition = next;
      for (const pool of next.userPools) {
        if (tracksDevices(pool)) {
          log.problem(
            `User pool ${pool.name}: devices are remembered on AWS only; here each sign-in is one from a new device, and operations on devices are refused as by a pool that tracks none.`,
          );
        }
        for (const name of uncalledTriggers(pool)) {
          log.problem(
            `User pool ${pool.name}: the trigger ${name} runs on AWS only; here nothing is sent, and codes appear in the terminal.`,
          );
        }
      }
    },
    handle(message, response) {
      handle(message, response).catch((error: unknown) => {
        asAwsError(error, { log });
        response.destroy();
      });
    },
    answer,
    pageUrls(awsUrl) {
      const base = `${awsUrl}/_gatehouse/${token}`;
      return { codesUrl: `${base}/codes`, consoleUrl: `${base}/console`, logUrl: `${base}/log` };
    },
    close: async () => {},
  };
}

const tooLarge: AwsResponse = {
  status: 413,
  headers: {
    "content-type": "application/json",
    "x-amzn-errortype": "RequestEntityTooLargeException",
    connection: "close",
  },
  body: JSON.stringify({
    __type: "RequestEntityTooLargeException",
    message: "Request must be smaller than 6291456 bytes",
  }),
};
