/** A map that never holds more than so many entries: the oldest goes first. */
export class BoundedMap<Key, Value> extends Map<Key, Value> {
  readonly #limit: number;

  constructor(limit: number) {
    super();
    this.#limit = limit;
  }

  override set(key: Key, value: Value): this {
    const [oldest] = this.size >= this.#limit && !this.has(key) ? [this.keys().next()] : [];
    if (oldest?.done === false) this.delete(oldest.value);
    return super.set(key, value);
  }
}

/** A function of one text that keeps its last answers, at most so many. */
export function memo<Value extends object>(
  limit: number,
  make: (key: string) => Value,
): (key: string) => Value {
  const kept = new BoundedMap<string, Value>(limit);
  return (key) => {
    let value = kept.get(key);
    if (value === undefined) kept.set(key, (value = make(key)));
    return value;
  };
}
