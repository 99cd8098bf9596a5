import type { Random } from '../../checker/random.ts';

/** Random bytes. */
export function bytes(random: Random, length: number): Buffer {
  const found = Buffer.alloc(length);
  for (let at = 0; at < length; at++) found[at] = random.int(256);
  return found;
}

/** A valid text with bytes changed, removed, duplicated or inserted. */
export function mutated(random: Random, good: Buffer | string): Buffer {
  let found = Buffer.from(good);
  for (let times = 1 + random.int(4); times > 0; times--) {
    const at = random.int(found.length + 1);
    const length = random.int(Math.min(16, found.length - at + 1));
    const part = found.subarray(at, at + length);
    switch (random.int(4)) {
      case 0:
        if (at < found.length) found[at] = random.int(256);
        break;
      case 1:
        found = Buffer.concat([found.subarray(0, at), found.subarray(at + length)]);
        break;
      case 2:
        found = Buffer.concat([found.subarray(0, at), part, part, found.subarray(at + length)]);
        break;
      default:
        found = Buffer.concat([found.subarray(0, at), bytes(random, 1 + random.int(8)), found.subarray(at)]);
    }
  }
  return found;
}

const strangeValues = [
  'null',
  '[]',
  '{}',
  '"',
  '1e999',
  '-0',
  '99999999999999999999',
  'NaN',
  'tru',
  '"\\ud800"',
  '"\\u0000"',
  '{"__proto__":{"handle":"x"}}',
  '{"constructor":1,"toString":2}',
  '{"handle":"a","handle":"b"}',
  '{"handle":{"handle":{}}}',
  '{"@type":"type.googleapis.com/x"}',
];

/** Invalid JSON, or JSON of another shape. */
export function json(random: Random, good: string): Buffer {
  switch (random.int(6)) {
    case 0:
      return Buffer.from(random.pick(strangeValues));
    case 1: {
      const depth = 10 ** (1 + random.int(5));
      return Buffer.from(random.pick(['[', '{"a":', '{"handle":['].map((open) => open.repeat(depth))));
    }
    case 2:
      return Buffer.from(`{"handle":"${'x'.repeat(10 ** (1 + random.int(6)))}"}`);
    case 3:
      return Buffer.concat([Buffer.from('{"handle":"'), bytes(random, 20), Buffer.from('"}')]);
    case 4:
      return bytes(random, random.int(200));
    default:
      return mutated(random, good);
  }
}
