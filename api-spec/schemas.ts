import { z } from "zod";

/** A place to eat. */
export const Restaurant = z.object({
  id: z.string(),
  name: z.string(),
  themes: z.array(z.string()),
});

/** What somebody looks for. */
export const Search = z.object({
  theme: z.string().min(1),
  limit: z.int().min(1).max(50).default(10),
});

/** How many portions a restaurant has left. */
export const Stock = z.object({ restaurant: z.string(), portions: z.int() });

/** What a partner may offer. */
export const Deal = z.object({
  restaurant: z.string(),
  percent: z.int(),
  tier: z.enum(["gold", "silver"]),
});

/** What somebody says about themselves. */
export const Profile = z.object({
  name: z.string().trim().min(1).max(100),
  favourite: z.string().optional(),
});

/** Portions to keep at a restaurant. */
export const Order = z.object({
  restaurant: z.string().min(1),
  portions: z.int().positive().max(100),
});
