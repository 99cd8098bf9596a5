// What code in other languages needs from the contract: file options, and names that no generator changes.
import { createFileRegistry, fromJson } from '@bufbuild/protobuf';
import { FileDescriptorSetSchema } from '@bufbuild/protobuf/wkt';
import t from 'tap';
import { readContract } from './contract.ts';
import { clashesOfEnum, clashesOfMessage, clashesOfService } from './names.ts';

const contract = readContract('descriptor.binpb');

t.test('every file says where its Go and Java belong, by its package and name', (t) => {
  const files = new Set(
    [...contract.messages, ...contract.enums, ...contract.services].map((type) => type.file),
  );
  t.ok(files.size > 20);
  for (const { name, proto } of files) {
    const names = proto.package.split('.');
    const file = name.slice(name.lastIndexOf('/') + 1);
    t.match(
      proto.options,
      {
        goPackage: `skein.example/gen/go/${names.join('/')};${names.slice(1).join('')}`,
        javaPackage: proto.package,
        javaMultipleFiles: true,
        javaOuterClassname: `${file.replace(/(^|_)([a-z])/g, (_, __, letter) => letter.toUpperCase())}Proto`,
      },
      name,
    );
  }
  t.end();
});

t.test('no name is a keyword of a language, and no two names become the same one', (t) => {
  t.same(contract.messages.flatMap(clashesOfMessage), []);
  t.same(contract.enums.flatMap(clashesOfEnum), []);
  t.same(contract.services.flatMap(clashesOfService), []);
  t.end();
});

t.test('names that clash are found', (t) => {
  const registry = createFileRegistry(
    fromJson(FileDescriptorSetSchema, {
      file: [
        {
          name: 'bad.proto',
          package: 'bad',
          syntax: 'proto3',
          messageType: [
            {
              name: 'Record',
              field: [
                { name: 'class', number: 1, type: 'TYPE_INT32', label: 'LABEL_OPTIONAL' },
                { name: 'posts', number: 2, type: 'TYPE_STRING', label: 'LABEL_REPEATED' },
                { name: 'posts_count', number: 3, type: 'TYPE_INT32', label: 'LABEL_OPTIONAL' },
                { name: 'serialized_size', number: 4, type: 'TYPE_INT32', label: 'LABEL_OPTIONAL' },
                { name: 'reset', number: 5, type: 'TYPE_INT32', label: 'LABEL_OPTIONAL' },
                { name: 'inner', number: 6, type: 'TYPE_INT32', label: 'LABEL_OPTIONAL', oneofIndex: 0 },
              ],
              nestedType: [{ name: 'Inner' }, { name: 'Record' }],
              oneofDecl: [{ name: 'content' }],
            },
          ],
          enumType: [{ name: 'Thread', value: [{ name: 'None', number: 0 }] }],
          service: [
            {
              name: 'BadService',
              method: ['Import', 'Notify'].map((name) => ({
                name,
                inputType: '.bad.Record',
                outputType: '.bad.Record',
              })),
            },
          ],
        },
      ],
    }),
  );
  t.same(clashesOfMessage(registry.getMessage('bad.Record')!), [
    'bad.Record.Record: a type that Java or Kotlin knows',
    'bad.Record.class: a keyword',
    'bad.Record.class: getClass is a member of every message',
    'bad.Record.posts_count: getPostsCount is made for posts too',
    'bad.Record.serialized_size: getSerializedSize is a member of every message',
    'bad.Record.reset: goReset is a member of every message',
    'bad.Record.Record: Java has no class within one of its own name',
    'bad.Record.inner: Go makes the same type for a nested one',
  ]);
  t.same(clashesOfEnum(registry.getEnum('bad.Thread')!), [
    'None: a keyword',
    'bad.Thread: a type that Java or Kotlin knows',
  ]);
  t.same(clashesOfService(registry.getService('bad.BadService')!), [
    'bad.BadService.Import: a keyword or a method of every object',
    'bad.BadService.Notify: a keyword or a method of every object',
  ]);
  t.end();
});
