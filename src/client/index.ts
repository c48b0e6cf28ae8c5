export { ApiError } from "./api-error";
export {
  authorize,
  deny,
  type Allowed,
  type Authorization,
  type Deny,
  type RequestIdentity,
  type TokenIdentity,
} from "./authorize";
export type { Call, CallInput, Invoke, InvokeInput, Plain } from "./call-types";
export type { CallerOf, Claims, CognitoCaller, CustomCaller, IamCaller, KeyCaller } from "./caller";
export type {
  AuthorizerEvent,
  EventContext,
  EventIdentity,
  LambdaContext,
  LambdaHandler,
  ProxyEvent,
  ProxyResult,
} from "./event";
export { implement, type HandlerRequest, type Implementation } from "./implement";
export { html, json, reply, type FullReply, type Reply, type ReplyOptions } from "./reply";
