export { evaluate, type DecidingStatement, type DetailedVerdict } from "./evaluate";
export {
  decideExecuteApi,
  resourceDenyOf,
  type DecidingSide,
  type ExecuteApiDecision,
  type ExecuteApiQuestion,
  type Policies,
} from "./execute-api";
export { parsePolicy, type ParsedPolicy, type PolicyKind } from "./parse-policy";
export type * from "./policy";
export * from "./statements";
export * from "./grants";
export * from "./policy-size";
