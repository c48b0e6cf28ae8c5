/** What a file of the table may call on `z`: makers of schemas, and the groups that hold more of them. */
export const schemaMakers: ReadonlySet<string> = new Set(
  (
    "any array base64 base64url bigint boolean catch cidrv4 cidrv6 codec coerce cuid cuid2 custom date " +
    "datetime default discriminatedUnion duration e164 email emoji enum file float32 float64 guid hash hex " +
    "hostname httpUrl int int32 int64 intersection ipv4 ipv6 iso json jwt ksuid lazy literal looseObject " +
    "map nan nanoid never nonoptional null nullable nullish number object optional partialRecord pipe " +
    "preprocess readonly record refine set strictObject string stringFormat stringbool symbol " +
    "templateLiteral time transform tuple uint32 uint64 ulid undefined union unknown url uuid uuidv4 " +
    "uuidv6 uuidv7 void xid " +
    // Checks, which zod also has as functions.
    "endsWith gt gte includes length lowercase lt lte maxLength maxSize mime minLength minSize multipleOf " +
    "negative nonnegative nonpositive normalize overwrite positive property regex size startsWith " +
    "superRefine toLowerCase toUpperCase trim uppercase check describe meta"
  ).split(" "),
);

/**
 * What it may call on a schema. What runs a schema (`parse`) is not among them: dates depend on the time zone. Nor is
 * what hands the schema to a function at once (`apply`).
 */
export const schemaMethods: ReadonlySet<string> = new Set(
  (
    "and array base64 base64url brand catch catchall check cidrv4 cidrv6 cuid cuid2 date datetime " +
    "default describe duration e164 email emoji endsWith exactOptional exclude extend extract finite gt " +
    "gte guid includes int intersection ipv4 ipv6 jwt keyof length loose lowercase lt lte max maxLength " +
    "maxSize merge meta mime min minLength minSize multipleOf nanoid negative nonempty nonnegative " +
    "nonoptional nonpositive normalize nullable nullish omit optional or overwrite partial passthrough " +
    "pick pipe positive prefault readonly refine regex required rest safe safeExtend size slugify " +
    "startsWith step strict strip superRefine time toLowerCase toUpperCase transform trim ulid unwrap " +
    "uppercase url uuid uuidv4 uuidv6 uuidv7 with xid"
  ).split(" "),
);

/** Methods of texts, numbers and lists whose result depends on nothing else. */
export const plainMethods: ReadonlySet<string> = new Set(
  (
    "at charAt charCodeAt codePointAt concat endsWith flat includes indexOf join lastIndexOf padEnd " +
    "padStart repeat replace replaceAll reverse slice split startsWith substring toFixed toLowerCase " +
    "toUpperCase trim trimEnd trimStart"
  ).split(" "),
);

/** Members that lead from a value to the code behind it, or that the two loaders of a program make differently. */
const unsafe = new Set(
  "constructor prototype caller callee arguments default def toString toLocaleString valueOf call bind".split(
    " ",
  ),
);

/** Whether a member of a value is nothing but data. */
export function isSafeMember(name: string): boolean {
  return !unsafe.has(name) && !name.startsWith("_") && !name.startsWith("~");
}
