/** The value names of a generated enum in lower case, `UNSPECIFIED` excluded: `LogLevel.DEBUG` is `debug`. */
export interface EnumNames<Name extends string, Value extends number> {
  readonly names: readonly Name[];
  /** Undefined for UNSPECIFIED and for values of a newer contract. */
  nameOf(value: number): Name | undefined;
  valueOf(name: Name): Value;
  /** Undefined for any other text. */
  parse(text: string): Value | undefined;
}

type NameOf<E> = Lowercase<Exclude<keyof E & string, 'UNSPECIFIED'>>;
type ValueOf<E> = E[keyof E] & number;

export function enumNames<E extends Readonly<Record<string, unknown>>>(
  values: E,
): EnumNames<NameOf<E>, ValueOf<E>> {
  // A TypeScript enum also maps each number back to its name.
  const byName = new Map(
    Object.entries(values)
      .filter(([name, value]) => typeof value === 'number' && name !== 'UNSPECIFIED')
      .map(([name, value]) => [name.toLowerCase() as NameOf<E>, value as ValueOf<E>]),
  );
  const byValue = new Map<number, NameOf<E>>([...byName].map(([name, value]) => [value, name]));
  return {
    names: [...byName.keys()],
    nameOf: (value) => byValue.get(value),
    valueOf: (name) => byName.get(name)!,
    parse: (text) => byName.get(text as NameOf<E>),
  };
}
