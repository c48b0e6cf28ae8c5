import { secretKind, secretMark, unknownValue } from "../../base/marks";

// The marks of Pulumi's wire format: https://github.com/pulumi/pulumi/blob/master/sdk/nodejs/runtime/rpc.ts
const resourceKind = "5cf8f73096256a8f31e491e813e4eb8e";
const outputKind = "d0e6a833031e9bbcd3f4e8bde6ca49a4";

type Fields = Record<string, unknown>;

/** Marks a value as secret, as Pulumi does. */
export function secret(value: unknown): unknown {
  return isSecret(value) ? value : { [secretMark]: secretKind, value };
}

/** Whether a value carries the mark of a secret. */
export function isSecret(value: unknown): value is Fields {
  return isFields(value) && value[secretMark] === secretKind;
}

/** The value behind the marks of secrets, however deep: what a provider is given. */
export function withoutMarks(value: unknown): unknown {
  if (isSecret(value)) return withoutMarks(value.value);
  if (Array.isArray(value)) return value.map(withoutMarks);
  if (!isFields(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withoutMarks(item)]));
}

/** The value with ids in the place of references to resources, as a provider gives it back. */
export function withoutReferences(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutReferences);
  if (!isFields(value)) return value;
  if (value[secretMark] === resourceKind) return value.id ?? value.urn;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, withoutReferences(item)]),
  );
}

/** Whether something in a value is not known before the deploy. */
export function containsUnknown(value: unknown): boolean {
  if (value === unknownValue) return true;
  return typeof value === "object" && value !== null && Object.values(value).some(containsUnknown);
}

/**
 * A property as the graph holds it: references to resources become their ids, assets and archives lose
 * their marks, secrets keep theirs but hold their value only where it may be shown.
 */
export function toGraph(value: unknown, showSecrets: boolean): unknown {
  if (Array.isArray(value)) return value.map((item) => toGraph(item, showSecrets));
  if (!isFields(value)) return value;
  const inner = (fields: Fields) =>
    Object.fromEntries(
      Object.entries(fields)
        .filter(([key]) => key !== secretMark && !key.startsWith("__pulumi"))
        .map(([key, item]) => [key, toGraph(item, showSecrets)]),
    );
  switch (value[secretMark]) {
    case secretKind:
      return showSecrets
        ? { [secretMark]: secretKind, value: toGraph(value.value, showSecrets) }
        : { [secretMark]: secretKind };
    case resourceKind:
      return value.id ?? value.urn;
    case outputKind:
      return toGraph("value" in value ? value.value : unknownValue, showSecrets);
    default:
      return inner(value);
  }
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
