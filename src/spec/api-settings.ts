import type { Acceptable } from "./accept";
import type { Cors } from "./cors";
import type { Throttle } from "./usage-plan";

/** What `apiSettings` takes: what holds for the whole API, on every stage. */
export interface ApiSettingsOptions extends Acceptable {
  /** Which pages of other origins may call every row that does not say otherwise. @default none */
  cors?: Cors;
  /** How fast calls to one row may come where the row does not say otherwise. @default 100 per second, 200 at once */
  throttle?: Throttle;
  /** Media types whose bodies reach functions as base64: `["image/png"]`. @default none */
  binaryMediaTypes?: readonly string[];
  /** What the API is for; stands in its document. @default none */
  description?: string;
}

/** Settings of the whole API. */
export interface ApiSettings extends ApiSettingsOptions {
  readonly kind: "apiSettings";
}

/**
 * Settings of the whole API. At most one export.
 * @example
 * export const settings = apiSettings({ cors: { origins: ["https://example.com"] } });
 */
export function apiSettings(options: ApiSettingsOptions): ApiSettings {
  return { ...options, kind: "apiSettings" };
}
