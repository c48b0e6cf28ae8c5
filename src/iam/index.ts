export { evaluate, type DecidingStatement, type DetailedVerdict } from "./evaluate";
export {
  decideExecuteApi,
  resourceDenyOf,
  type DecidingSide,
  type ExecuteApiDecision,
  type ExecuteApiQuestion,
  type Policies,
} from "./execute-api";
export { parsePolicy, type ParsedPolicy, type PolicyKind } from "./language/parse-policy";
export type * from "./language/policy";
export * from "./write/statements";
export * from "./write/grants";
export * from "./write/policy-size";
