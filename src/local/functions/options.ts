import type { Credentials, Log } from "../start/services";
import type { CodePlaces } from "./code";
import type { RequestRoutes } from "./sandbox";

/** What the functions need from the gateway. */
export interface FunctionsOptions extends CodePlaces {
  credentials: Pick<Credentials, "assume">;
  log: Log;
  /** Read at each `load`: the ports are known once both listen. */
  ports: () => { gateway: number; aws: number };
  /** What `.env` says for a function, by its Pulumi name; read at each `load`. */
  dotenv?: (name: string) => Readonly<Record<string, string>>;
  /** What a function shows the gateway that runs in a VPC, by the endpoint through which it calls. */
  pass?: (vpcEndpointId: string) => NonNullable<RequestRoutes["pass"]>;
  /** Run handlers in the gateway's own thread. */
  inProcess?: boolean;
}
