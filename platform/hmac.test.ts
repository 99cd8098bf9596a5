import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import t from 'tap';
import { hmacSha256 } from './hmac.ts';

t.test('an HMAC is byte for byte what node:crypto makes of the same key and message', async () => {
  const bytes = fc.uint8Array({ maxLength: 200 });
  fc.assert(
    fc.property(bytes, bytes, (key, message) =>
      hmacSha256(key)(message).equals(createHmac('sha256', key).update(message).digest()),
    ),
  );
});
