import type { UserPoolDefinition } from "../../../../graph/deployed";
import type { Store } from "../../../start/services";

/** A group of a pool: one of the graph, or one that CreateGroup made. */
export interface Group {
  name: string;
  roleArn?: string;
  precedence?: number;
  description?: string;
  /** Milliseconds since 1970; groups of the graph have the pool's day. */
  createdAt: number;
  modifiedAt: number;
}

/** The groups of all pools. */
export interface Groups {
  list(pool: UserPoolDefinition): Group[];
  find(pool: UserPoolDefinition, name: string): Group | undefined;
  put(pool: UserPoolDefinition, group: Group): Promise<void>;
  /** Groups of the graph cannot be removed here. */
  remove(pool: UserPoolDefinition, name: string): Promise<void>;
}

/** Groups of the graph, and those of the table `groups` beside them. */
export function createGroups(store: Store): Groups {
  const table = store.table<Group>("groups");
  const list = (pool: UserPoolDefinition): Group[] => {
    const own = [...table.entries(`${pool.id} `)].map(([, group]) => group);
    const declared = pool.groups.map((group) => ({ ...group, createdAt: 0, modifiedAt: 0 }));
    return [...declared, ...own.filter(({ name }) => !declared.some((one) => one.name === name))];
  };
  return {
    list,
    find: (pool, name) => list(pool).find((group) => group.name === name),
    put: (pool, group) => table.put(`${pool.id} ${group.name}`, group),
    remove: (pool, name) => table.remove(`${pool.id} ${name}`),
  };
}
