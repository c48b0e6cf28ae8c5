import { sign } from "aws4";

/** Where API Gateway answers, and who asks. */
export interface ApiGatewayAccess {
  /** `https://apigateway.eu-central-1.amazonaws.com`, or the laptop's AWS port. */
  endpoint: string;
  region: string;
  credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string };
}

/** A plan as API Gateway lists it. */
export interface ListedPlan {
  id: string;
  name: string;
  quota?: { limit: number; period: "DAY" | "WEEK" | "MONTH" };
}

/** A key's days in a plan: calls used and left on each. */
export type UsageByKey = Readonly<Record<string, readonly (readonly [number, number])[]>>;

/** API Gateway's calls about usage; each throws an `Error` that says what was answered instead. */
export interface ApiGatewayClient {
  plans(): Promise<ListedPlan[]>;
  /** Names by id, never a value. */
  keyNames(): Promise<ReadonlyMap<string, string>>;
  usage(planId: string, days: { from: string; to: string }): Promise<UsageByKey>;
}

/** Makes a client that signs its calls. */
export function apiGatewayClient(access: ApiGatewayAccess): ApiGatewayClient {
  const get = (path: string) => signedGet(access, path);
  /** Every page of a list. */
  const all = async <Page extends { position?: string }>(path: string): Promise<Page[]> => {
    const pages: Page[] = [];
    for (let position: string | undefined = ""; position !== undefined;) {
      const more = position === "" ? "" : `&position=${encodeURIComponent(position)}`;
      const page = (await get(`${path}${path.includes("?") ? "&" : "?"}limit=500${more}`)) as Page;
      pages.push(page);
      position = page.position;
    }
    return pages;
  };
  return {
    async plans() {
      const pages = await all<{ item?: ListedPlan[]; position?: string }>("/usageplans");
      return pages.flatMap(({ item }) => item ?? []);
    },
    async keyNames() {
      const pages = await all<{ item?: { id: string; name?: string }[]; position?: string }>(
        "/apikeys",
      );
      const keys = pages.flatMap(({ item }) => item ?? []);
      return new Map(keys.map(({ id, name }) => [id, name ?? id]));
    },
    async usage(planId, { from, to }) {
      const path = `/usageplans/${encodeURIComponent(planId)}/usage?startDate=${from}&endDate=${to}`;
      const pages = await all<{ values?: UsageByKey; position?: string }>(path);
      return Object.assign({}, ...pages.map(({ values }) => values)) as UsageByKey;
    },
  };
}

async function signedGet(access: ApiGatewayAccess, path: string): Promise<unknown> {
  const { endpoint, region, credentials } = access;
  const { host } = new URL(endpoint);
  const { headers } = sign(
    { host, path, region, service: "apigateway", headers: { accept: "application/json" } },
    credentials,
  );
  const { Host: _host, ...sent } = headers as Record<string, string>;
  const response = await fetch(`${endpoint}${path}`, { headers: sent, redirect: "error" });
  const text = await response.text();
  if (response.status === 200) return JSON.parse(text) as unknown;
  const asked = `GET ${path.split("?")[0]} at ${host}`;
  throw new Error(`${asked} answered ${response.status}: ${text.slice(0, 300)}`);
}
