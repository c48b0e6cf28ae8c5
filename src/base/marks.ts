/** How Pulumi marks a secret in plain data. */
export const secretMark = "4dabf18193072939515e22adb298388d";
/** The value of the mark that says "secret". */
export const secretKind = "1b47061264138c4ac30d75fd1eb44270";
/** How Pulumi writes a value that is not known before the deploy. */
export const unknownValue = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
