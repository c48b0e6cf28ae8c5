import { z } from "zod";

/** `ClientMetadata`: handed to triggers as it came. */
export const metadata = z.record(z.string(), z.string()).optional();
