import type { RequestRoutes } from "../sandbox";

/** Begins to route; returns what to call once the code is loaded, for an undici that came with it. */
export function routeRequests(routes: RequestRoutes): () => void;
