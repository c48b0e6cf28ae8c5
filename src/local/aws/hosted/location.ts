import type { AwsRequest } from "../service/http/exchange";
import { isLoopback } from "../service/http/guard";

/** The address of a page of ours: whole on this machine, where the scheme is known, else by its path. */
export function locationOf(request: AwsRequest, path: string): string {
  return isLoopback(request.host) ? `http://${request.host}${path}` : path;
}
