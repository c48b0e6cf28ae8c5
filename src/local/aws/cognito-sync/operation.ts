import type { Identity } from "../../start/services";
import type { AwsContext } from "../service/context";
import type { DatasetId, Datasets } from "./datasets";

/** One call of Cognito Sync whose caller may. */
export interface SyncCall {
  /** What the path names; what it does not name is empty. */
  id: DatasetId;
  query: URLSearchParams;
  /** The JSON of the body. */
  body: unknown;
  caller: Identity;
  datasets: Datasets;
  context: AwsContext;
}

/** An operation of Cognito Sync, by verb and path. */
export interface SyncOperation {
  /** `ListRecords`: the action that policies name is `cognito-sync:ListRecords`. */
  name: string;
  method: "GET" | "POST" | "DELETE";
  path: RegExp;
  run(call: SyncCall): Promise<object>;
}
