import { accessOf, type Access } from "../who/access-of";
import type { Deployed } from "../../graph/deployed";
import { sorted } from "../who/order";
import { becomingsOf, type Becoming } from "../who/trust";
import { poolFacts, type PoolFacts } from "../who/user-pool-facts";
import { callsOf, type Call } from "./call-graph";
import { directText, whoText } from "./describe-who";
import { checksOf, type Check } from "../notes/checks-of";

/** A row of the table of endpoints. */
export interface ReportRow {
  route: string;
  access: string;
  /** Exactly who, one line each. */
  who: readonly string[];
  /** Who invokes its function past the gateway. */
  direct: readonly string[];
}

/** What `access.md` says. */
export interface Report {
  definition: Deployed;
  access: Access;
  rows: readonly ReportRow[];
  calls: readonly Call[];
  roles: readonly { name: string; ways: readonly Becoming[] }[];
  pools: readonly { name: string; facts: PoolFacts; clients: readonly string[] }[];
  notes: readonly Check[];
}

/** Reports who may call what. */
export function reportOf(definition: Deployed): Report {
  const access = accessOf(definition);
  const seen = new Set(
    access.endpoints.flatMap(({ who, direct }) => [...who.keys(), ...direct.keys()]),
  );
  const named = new Map(definition.roles.map((role) => [role.name, role]));
  const pools = new Map(definition.userPools.map((pool) => [pool.name, pool]));
  return {
    definition,
    access,
    rows: access.endpoints.map((one) => ({
      route: one.endpoint.label,
      access:
        one.keys !== "none" && one.endpoint.word !== "apiKey"
          ? `${one.endpoint.word} + key`
          : one.endpoint.word,
      who: whoText(definition, one, access.probes),
      direct: directText(definition, one),
    })),
    calls: callsOf(definition, access),
    roles: sorted(named.keys()).flatMap((name) => {
      const role = named.get(name);
      return role === undefined || !seen.has(`role:${name}`)
        ? []
        : [{ name, ways: becomingsOf(definition, role) }];
    }),
    pools: sorted(pools.keys()).flatMap((name) => {
      const pool = pools.get(name);
      if (pool === undefined) return [];
      const clients = sorted(pool.clients.map((one) => one.name));
      return [{ name, facts: poolFacts(pool), clients }];
    }),
    notes: checksOf(definition, { access }),
  };
}
