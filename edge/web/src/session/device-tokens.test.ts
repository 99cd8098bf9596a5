import t from 'tap';
import { deviceTokenOf, keepDeviceToken } from './device-tokens.ts';

function store(kept = new Map<string, string>()) {
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem(key: string, value: string) {
      kept.set(key, value);
    },
  };
}

t.test(
  'a browser keeps the last token of each handle, case-insensitive, for a limited number of users',
  async (t) => {
    const own = store();
    t.equal(deviceTokenOf('ada', own), '');
    keepDeviceToken('Ada', 'one', own);
    keepDeviceToken('bob', 'his', own);
    keepDeviceToken('ADA', 'two', own);
    keepDeviceToken('ada', '', own);
    t.strictSame([deviceTokenOf('aDa', own), deviceTokenOf('bob', own)], ['two', 'his']);
    for (let i = 0; i < 19; i++) keepDeviceToken(`visitor${i}`, `${i}`, own);
    t.strictSame([deviceTokenOf('ada', own), deviceTokenOf('bob', own)], ['two', '']);
  },
);

t.test('damaged or full storage counts as empty', async (t) => {
  for (const text of ['{', 'null', '{"ada":"x"}', '[1]'])
    t.equal(deviceTokenOf('ada', store(new Map([['skein.devices', text]]))), '');
  const full = {
    getItem: () => null,
    setItem() {
      throw new Error('full');
    },
  };
  t.doesNotThrow(() => keepDeviceToken('ada', 'x', full));
});
