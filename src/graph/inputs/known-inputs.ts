import { types } from "../types";
import { inputTree, type InputNode } from "./input-tree";
import { noAccessTypes } from "./no-access-types";
import { apiGatewayInputs } from "./of-api-gateway";
import { cognitoInputs } from "./of-cognito";
import { iamInputs } from "./of-iam";
import { decidingFunctionInputs, lambdaInputs } from "./of-lambda";
import { otherInputs } from "./of-others";
import { asItStands, together, type InputTable, type ToldBy, type TypeInputs } from "./type-inputs";

const table: InputTable = {
  ...apiGatewayInputs,
  ...lambdaInputs,
  ...iamInputs,
  ...cognitoInputs,
  ...otherInputs,
};

/** A provider says in which account and region everything below it is. */
const ofProviders = asItStands({ version: "it is a version of the provider" });

/** The inputs of a type that is read or compared; undefined for others. */
export function inputsOfType(type: string): TypeInputs | undefined {
  if (type.startsWith("pulumi:providers:")) return ofProviders;
  return Object.hasOwn(table, type) ? table[type] : undefined;
}

/** Every type whose inputs are listed. */
export const listedTypes: readonly string[] = Object.keys(table);

const trees = new Map<string, InputNode>();

function treeOf(key: string, make: () => TypeInputs | undefined): InputNode | undefined {
  const known = trees.get(key);
  if (known !== undefined) return known;
  const inputs = make();
  if (inputs === undefined) return undefined;
  const tree = inputTree(inputs);
  trees.set(key, tree);
  return tree;
}

/** The tree of a type's inputs; a function that decides about callers is compared with its code. */
export function treeOfType(type: string, isDeciding = false): InputNode | undefined {
  if (!isDeciding || type !== types.function) return treeOf(type, () => inputsOfType(type));
  return treeOf(`${type}, deciding`, () => {
    const own = inputsOfType(type);
    return own && together(withoutCode(own), decidingFunctionInputs);
  });
}

const withoutCode = ({ noAccess, ...own }: TypeInputs): TypeInputs => ({
  ...own,
  noAccess: Object.fromEntries(Object.entries(noAccess).filter(([name]) => !ofCode.has(name))),
});

const ofCode: ReadonlySet<string> = new Set([
  "code",
  "codeSha256",
  "environment",
  "sourceCodeHash",
]);

/** Everything that may tell a change of a type's resources. */
export function toldOfType(type: string): ToldBy {
  return [...new Set(Object.values(inputsOfType(type)?.compared ?? {}).flat())];
}

/** Why resources of a type concern no access; undefined where they may. */
export function noAccessOfType(type: string): string | undefined {
  return Object.hasOwn(noAccessTypes, type) ? noAccessTypes[type] : undefined;
}
