import { endpoint } from "../../../../src/spec";

/** What machines with a certificate see. */
export const getMachines = endpoint("GET /machines", { access: "public" });
