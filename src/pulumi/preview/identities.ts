import { stableId } from "../../access/stable-id";
import { unknownValue } from "../../access/graph";
import type { Place } from "../context";

/** A resource whose identities are made up. */
export interface Made {
  type: string;
  name: string;
  inputs: Readonly<Record<string, unknown>>;
  place: Place;
}

type Fields = Record<string, unknown>;

const uuid = (text: string) => {
  const hex = [...stableId(text)].map((one) => one.charCodeAt(0).toString(16)).join("");
  return `${hex.slice(0, 8)}-0000-4000-8000-${hex.slice(0, 12).padEnd(12, "0")}`;
};

/** How a type's `id`, `arn` and what the program reads beside them look. */
const tables: Readonly<Record<string, (made: Made, id: string, named: string) => Fields>> = {
  "aws:apigateway/restApi:RestApi": ({ place }, id) => ({
    id,
    arn: `arn:${place.partition}:apigateway:${place.region}::/restapis/${id}`,
    executionArn: `arn:${place.partition}:execute-api:${place.region}:${place.accountId}:${id}`,
    rootResourceId: "root",
  }),
  "aws:lambda/function:Function": ({ place }, _id, named) => {
    const arn = `arn:${place.partition}:lambda:${place.region}:${place.accountId}:function:${named}`;
    return {
      id: named,
      arn,
      invokeArn: `arn:${place.partition}:apigateway:${place.region}:lambda:path/2015-03-31/functions/${arn}/invocations`,
    };
  },
  "aws:iam/role:Role": ({ place }, id, named) => ({
    id: named,
    name: named,
    arn: `arn:${place.partition}:iam::${place.accountId}:role/${named}`,
    uniqueId: `AROA${id.toUpperCase()}`,
  }),
  "aws:iam/policy:Policy": ({ place }, _id, named) => {
    const arn = `arn:${place.partition}:iam::${place.accountId}:policy/${named}`;
    return { id: arn, arn, name: named };
  },
  "aws:cognito/userPool:UserPool": ({ place }, id) => {
    const pool = `${place.region}_${id}`;
    return {
      id: pool,
      arn: `arn:${place.partition}:cognito-idp:${place.region}:${place.accountId}:userpool/${pool}`,
      endpoint: `cognito-idp.${place.region}.${place.dnsSuffix}/${pool}`,
    };
  },
  "aws:cognito/identityPool:IdentityPool": ({ place, name }) => ({
    id: `${place.region}:${uuid(name)}`,
  }),
};

/** What the check of a preview takes for the identities that AWS will give a resource; the same for each run. */
export function identitiesOf(made: Made): Fields {
  const { type, name, inputs, place } = made;
  const id = stableId(`${type}::${name}`);
  const given = type === "aws:lambda/function:Function" ? inputs["functionName"] : inputs["name"];
  const named = typeof given === "string" && given !== unknownValue ? given : name;
  const table = tables[type];
  if (table) return table(made, id, named);
  const [, path = "", kind = ""] = type.split(":");
  const service = path.split("/")[0] ?? path;
  const arn = `arn:${place.partition}:${service}:${place.region}:${place.accountId}:${kind}/${named}`;
  return { id, arn };
}
