import type {
  ApiDefinition,
  FunctionDefinition,
  Deployed,
  StageDefinition,
} from "../../graph/deployed";
import type { AuthorizerDefinition, MethodDefinition } from "../../openapi/read/definitions";
import type { AccessWord } from "../../base/access-word";
import { compareText } from "./order";

/** One method of one stage, with what belongs to it. */
export interface Endpoint {
  /** `shop/dev GET /stock/{restaurant}`, the same in another graph of the same program. */
  id: string;
  /** `GET /stock/{restaurant}`, with API and stage where the graph has several. */
  label: string;
  verb: string;
  path: string;
  api: ApiDefinition;
  stage: StageDefinition;
  method: MethodDefinition;
  /** `closed`: what would decide is not known, so every call is refused. */
  word: AccessWord | "closed";
  authorizer?: AuthorizerDefinition;
  /** The function behind it, where the graph has it. */
  fn?: FunctionDefinition;
  /** The ARN of the function behind it, with its qualifier. */
  functionArn?: string;
}

/** The functions of a graph by ARN, aliases included. */
export function functionsByArn(definition: Deployed): ReadonlyMap<string, FunctionDefinition> {
  const found = new Map<string, FunctionDefinition>();
  for (const fn of definition.functions) {
    found.set(fn.arn, fn);
    found.set(`${fn.arn}:$LATEST`, fn);
    for (const alias of fn.aliases) found.set(alias.arn, fn);
  }
  return found;
}

/** A preflight that API Gateway answers itself: it hands nothing to a function. */
function isPreflight({ verb, authorizationType, integration }: MethodDefinition): boolean {
  return verb === "OPTIONS" && authorizationType === "NONE" && integration?.type === "MOCK";
}

function wordOf(method: MethodDefinition, authorizer: AuthorizerDefinition | undefined) {
  switch (method.authorizationType) {
    case "NONE":
      return method.apiKeyRequired ? "apiKey" : "public";
    case "AWS_IAM":
      return "iam";
    case "CUSTOM":
    case "COGNITO_USER_POOLS":
      if (authorizer === undefined) return "closed";
      return authorizer.type === "COGNITO_USER_POOLS" ? "cognito" : "custom";
    case "unknown":
      return "closed";
    default: {
      const never: never = method.authorizationType;
      throw new Error(`No word for the authorization type ${String(never)}`);
    }
  }
}

/** `${stageVariables.name}` filled in. */
export function withVariables(text: string, { variables }: StageDefinition): string {
  return text.replace(
    /\$\{stageVariables\.([^{}]+)\}/g,
    (_whole, name: string) => variables[name] ?? "",
  );
}

interface Place {
  api: ApiDefinition;
  stage: StageDefinition;
  functions: ReadonlyMap<string, FunctionDefinition>;
  alone: boolean;
}

function endpointOf(place: Place, path: string, method: MethodDefinition): Endpoint {
  const { api, stage, functions, alone } = place;
  const verb = method.verb.toUpperCase();
  const route = `${verb} ${path}`;
  const authorizer = api.authorizers.find(({ id }) => id === method.authorizerId);
  const written = method.integration?.functionArn;
  const functionArn = written === undefined ? undefined : withVariables(written, stage);
  const fn = functionArn === undefined ? undefined : functions.get(functionArn);
  return {
    id: `${api.name}/${stage.stageName} ${route}`,
    label: alone ? route : `${route} (${api.name}/${stage.stageName})`,
    verb,
    path,
    api,
    stage,
    method,
    word: wordOf(method, authorizer),
    ...(authorizer && { authorizer }),
    ...(functionArn !== undefined && { functionArn }),
    ...(fn && { fn }),
  };
}

/** Every method of every stage but preflights, by path and verb. */
export function endpointsOf(definition: Deployed): readonly Endpoint[] {
  const functions = functionsByArn(definition);
  const alone = definition.apis.flatMap(({ stages }) => stages).length <= 1;
  const found = definition.apis.flatMap((api) =>
    api.stages.flatMap((stage) =>
      api.resources.flatMap(({ path, methods }) =>
        Object.values(methods)
          .filter((method) => !isPreflight(method))
          .map((method) => endpointOf({ api, stage, functions, alone }, path, method)),
      ),
    ),
  );
  return found.sort(
    (a, b) => compareText(a.path, b.path) || compareText(a.verb, b.verb) || compareText(a.id, b.id),
  );
}

/** The start of a stage's ARNs: `arn:aws:execute-api:<region>:<account>:<api>/<stage>`. */
export function stageArn({ api, stage }: Pick<Endpoint, "api" | "stage">): string {
  return `arn:${api.partition}:execute-api:${api.region}:${api.accountId}:${api.apiId}/${stage.stageName}`;
}

/** Whether any address leads to the API: its own, or one of a custom domain. */
export function hasEntrance(definition: Deployed, { api, stage }: Endpoint): boolean {
  if (!api.disableExecuteApiEndpoint) return true;
  return definition.domains.some(({ mappings }) =>
    mappings.some(
      (one) =>
        one.apiId === api.apiId && (one.stage === undefined || one.stage === stage.stageName),
    ),
  );
}
