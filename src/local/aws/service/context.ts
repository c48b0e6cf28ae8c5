import type { Deployed } from "../../../graph/deployed";
import type { Credentials, Functions, Identity, Log, Store } from "../../start/services";
import type { TokenService } from "../../tokens/create-tokens";
import type { CognitoState } from "../cognito-idp/store/state";
import type { AwsRequest } from "./http/exchange";

/** What the operations of every service work with. */
export interface AwsContext {
  store: Store;
  credentials: Credentials;
  tokens: TokenService;
  functions: Functions;
  log: Log;
  /** What the user pools keep. */
  cognito: CognitoState;
  /** The graph that was loaded last. */
  definition(): Deployed;
}

/** One call of an operation, its signature checked where the operation asks for one. */
export interface OperationCall<Input> {
  input: Input;
  context: AwsContext;
  request: AwsRequest;
  /** Absent where AWS leaves the operation unsigned. */
  caller?: Identity;
}
