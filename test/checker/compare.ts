import {
  create,
  type DescMessage,
  equals,
  type JsonValue,
  type MessageInitShape,
  type MessageShape,
  toJson,
} from '@bufbuild/protobuf';

/** The server and the model disagree. */
export class Mismatch extends Error {
  readonly what: string;
  readonly expected: unknown;
  readonly actual: unknown;

  constructor(what: string, expected: unknown, actual: unknown) {
    super(what);
    this.name = 'Mismatch';
    this.what = what;
    this.expected = expected;
    this.actual = actual;
  }
}

/** A disagreement that would be wrong even if it passed with time. */
export class WrongAtOnce extends Mismatch {}

/**
 * Compares every field of the message; fields missing in `expected` must be empty.
 * @throws Mismatch
 */
export function sameMessage<D extends DescMessage>(
  what: string,
  schema: D,
  expected: MessageInitShape<D>,
  actual: MessageShape<D>,
): void {
  const wanted = create(schema, expected);
  if (equals(schema, wanted, actual)) return;
  throw new Mismatch(what, toJson(schema, wanted), toJson(schema, actual));
}

/** @throws Mismatch */
export function same(what: string, expected: JsonValue | undefined, actual: JsonValue | undefined): void {
  if (JSON.stringify(expected) !== JSON.stringify(actual)) throw new Mismatch(what, expected, actual);
}

/**
 * The same items in any order, without duplicates.
 * @throws Mismatch
 */
export function sameSet(what: string, expected: readonly string[], actual: readonly string[]): void {
  same(what, [...expected].sort(), [...actual].sort());
}

/** The differences between two JSON values, one line each, as paths. */
export function differences(expected: unknown, actual: unknown, path = ''): string[] {
  if (JSON.stringify(expected) === JSON.stringify(actual)) return [];
  if (!isTree(expected) || !isTree(actual)) {
    return [`${path || 'it'}: expected ${JSON.stringify(expected)}, got ${JSON.stringify(actual)}`];
  }
  const keys = new Set([...Object.keys(expected), ...Object.keys(actual)]);
  return [...keys].flatMap((key) => differences(expected[key], actual[key], `${path}/${key}`));
}

function isTree(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
