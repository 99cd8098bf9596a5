import { readFileSync } from 'node:fs';
import { createFileRegistry, type DescMessage, fromBinary } from '@bufbuild/protobuf';
import { FileDescriptorSetSchema } from '@bufbuild/protobuf/wkt';
import t from 'tap';
import { AuthService } from '../gen/ts/skein/user/v1/auth_service_pb.ts';
import { hasSecrets } from './secret-fields.ts';

const set = fromBinary(
  FileDescriptorSetSchema,
  readFileSync(new URL('../gen/descriptor.binpb', import.meta.url)),
);

t.test('every password and token of the contract is marked as a secret', async (t) => {
  const secret = /(^|_)(password|secret)$|^(access|refresh|device)_token$/;
  const unmarked = [...createFileRegistry(set)]
    .filter((each): each is DescMessage => each.kind === 'message')
    .flatMap(({ typeName, fields }) => fields.map((field) => ({ typeName, field })))
    .filter(({ field }) => secret.test(field.name) && field.proto.options?.debugRedact !== true)
    .map(({ typeName, field }) => `${typeName}.${field.name}`);
  t.strictSame(unmarked, []);
});

t.test('a secret is found at any depth', async (t) => {
  const { signUp, signOut, listSessions } = AuthService.method;
  t.ok(hasSecrets(signUp.input));
  t.ok(hasSecrets(signUp.output), 'in the tokens');
  t.notOk(hasSecrets(signOut.output));
  t.notOk(hasSecrets(listSessions.output));
});
