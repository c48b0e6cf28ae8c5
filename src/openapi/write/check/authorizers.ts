import type { ApiModel, AuthorizerModel } from "../../../model/model";
import type { Access } from "../../../spec";
import type { DeploymentNames } from "../document";
import { functionUri, functionUriEnd } from "../function-uri";
import { isRecord, isSame, recordOf, show, type Values } from "./reading";

/** What is wrong with the security schemes: each that a row needs must be there, right, and no other. */
export function checkAuthorizers(
  document: Values,
  model: ApiModel,
  deployment: DeploymentNames | undefined,
): string[] {
  const schemes = recordOf(recordOf(document["components"])["securitySchemes"]);
  const needed = neededSchemes(model);
  const faults = Object.keys(schemes)
    .filter((name) => !needed.has(name))
    .map((name) => `securitySchemes: no row needs ${name}.`);
  for (const [name, kind] of needed) {
    const scheme = schemes[name];
    if (!isRecord(scheme)) {
      faults.push(`securitySchemes: ${name} is missing; its methods would be public.`);
      continue;
    }
    faults.push(
      ...checkScheme(scheme, { name, kind, model, deployment }).map(
        (fault) => `securitySchemes: ${name}: ${fault}`,
      ),
    );
  }
  return faults;
}

type Kind = "apiKey" | "iam" | "userPool" | "authorizer";

function neededSchemes({ endpoints }: ApiModel): Map<string, Kind> {
  const needed = new Map<string, Kind>();
  for (const { access, plans, userPool = "", clients, authorizer = "" } of endpoints) {
    if (plans.length > 0) needed.set("apiKey", "apiKey");
    const ofWord: Record<Access, readonly [name: string, kind: Kind] | undefined> = {
      public: undefined,
      apiKey: ["apiKey", "apiKey"],
      iam: ["iam", "iam"],
      cognito: [[userPool, ...clients].join("-"), "userPool"],
      custom: [authorizer, "authorizer"],
    };
    const scheme = ofWord[access];
    if (scheme) needed.set(...scheme);
  }
  return needed;
}

interface Subject {
  name: string;
  kind: Kind;
  model: ApiModel;
  deployment: DeploymentNames | undefined;
}

function checkScheme(scheme: Values, subject: Subject): string[] {
  const { name, kind, model, deployment } = subject;
  const faults: string[] = [];
  const expect = (what: string, expected: unknown, found: unknown = scheme[what]): void => {
    if (!isSame(found, expected)) {
      faults.push(`${what}: expected ${show(expected)}, found ${show(found)}.`);
    }
  };
  const authtype = "x-amazon-apigateway-authtype";
  const extension = scheme["x-amazon-apigateway-authorizer"];
  expect("type", "apiKey");
  expect("in", "header");
  switch (kind) {
    case "apiKey":
      expect("name", "x-api-key");
      expect(authtype, undefined);
      // An authorizer here would take the place of the key.
      expect("authorizer", undefined, extension);
      return faults;
    case "iam":
      expect("name", "Authorization");
      expect(authtype, "awsSigv4");
      expect("authorizer", undefined, extension);
      return faults;
    case "userPool": {
      expect("name", "Authorization");
      expect(authtype, "cognito_user_pools");
      const arns = recordOf(extension)["providerARNs"];
      const [pool = "", ...clients] = name.split("-");
      const arn = deployment?.userPoolArns[pool] ?? (Array.isArray(arns) ? arns[0] : undefined);
      if (typeof arn !== "string") faults.push("expected the ARN of one user pool, found none.");
      const expression = recordOf(extension)["identityValidationExpression"];
      const ids = clients.map((client) => deployment?.userPoolClientIds?.[client]);
      const { identityValidationExpression: _, ...rest } = recordOf(extension);
      expect("authorizer", { type: "cognito_user_pools", providerARNs: [arn] }, rest);
      if (clients.length === 0 || deployment) {
        const wanted = clients.length === 0 ? undefined : `^(${ids.join("|")})$`;
        expect("identityValidationExpression", wanted, expression);
      }
      return faults;
    }
    case "authorizer": {
      const authorizer = model.authorizers.find((one) => one.name === name);
      if (!authorizer) return [`the table has no authorizer ${name}.`];
      expect("name", expectedHeader(authorizer));
      expect(authtype, "custom");
      const { authorizerUri, ...rest } = recordOf(extension);
      expect("authorizer", expectedExtension(authorizer), rest);
      const uri = deployment && functionUri(model, name, deployment);
      if (uri !== undefined) expect("authorizerUri", uri, authorizerUri);
      else if (!String(authorizerUri).endsWith(functionUriEnd(model, name))) {
        faults.push(
          `authorizerUri: expected the function of ${name}, found ${show(authorizerUri)}.`,
        );
      }
      return faults;
    }
  }
}

const headerSource = /^header:(.+)$/;
const places = new Map([
  ["header", "method.request.header"],
  ["query", "method.request.querystring"],
  ["stageVariable", "stageVariables"],
  ["context", "context"],
]);

function expectedHeader({ identitySource }: AuthorizerModel): string {
  const [only = ""] = identitySource.length === 1 ? identitySource : [];
  return headerSource.exec(only)?.[1] ?? "Unused";
}

function expectedExtension(authorizer: AuthorizerModel): Values {
  const { type, cacheSeconds, identitySource, identityValidationExpression } = authorizer;
  const sources = identitySource.map((source) =>
    source.replace(/^([^:]*):/, (_, place: string) => `${places.get(place) ?? place}.`),
  );
  return {
    type,
    authorizerResultTtlInSeconds: cacheSeconds,
    ...(sources.length > 0 && { identitySource: sources.join(", ") }),
    ...(identityValidationExpression !== undefined && { identityValidationExpression }),
  };
}
