// Rules of the contract that no linter checks, over the descriptors that everyone else reads too.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { getOption, hasOption } from '@bufbuild/protobuf';
import { Code } from '@connectrpc/connect';
import t from 'tap';
import { readReasons } from '../docs/generate/reasons.ts';
import { http } from '../gen/ts/google/api/annotations_pb.ts';
import { Access, access, default_timeout_ms, max_timeout_ms } from '../gen/ts/skein/options/v1/options_pb.ts';
import { codeOfReason } from '../platform/errors.ts';
import { timeoutsOf } from '../platform/rpc/method-options.ts';
import { maxDepth } from '../platform/rpc/requests/count-limits.ts';
import { maxRequestBytes } from '../platform/rpc/requests/max-request-bytes.ts';
import { services as table } from '../services/registry.ts';
import {
  breaking,
  depthOf,
  fieldOf,
  isBounded,
  isClientStream,
  isList,
  isMesh,
  isPublic,
  isRead,
  isRepeatable,
  isText,
  largestBytes,
  listRulesOf,
  nameOf,
  readContract,
  requestFields,
  routesOf,
  rulesOf,
} from './contract.ts';

/** The services of the contract that everybody may call, as the services declare them. */
const publicServices = table.all.flatMap((service) => service.public.map(({ typeName }) => typeName)).sort();
/** Its limit is a setting, so no rule of the contract can state it. */
const limitIsSetting = ['skein.post.v1.CreatePostRequest.text'];
/** They create or exchange tokens, which no claim may store. */
const keepsNoClaim = ['skein.user.v1.AuthService.SignIn', 'skein.user.v1.AuthService.RefreshSession'];

const contract = readContract('descriptor.binpb');
// The probe service is for malformed calls; no deployment serves it.
const services = contract.services.filter((service) => !service.typeName.startsWith('skein.probe.'));
const methods = services.flatMap((service) => service.methods);
const publicMethods = methods.filter(isPublic);
const meshMethods = methods.filter((method) => !isPublic(method));

t.test('every public service has an owner, and no mesh service can be seen from outside', (t) => {
  const seen = readContract('public.binpb');
  const names = services.map((service) => service.typeName).filter((name) => !isMesh(name));
  t.ok(publicServices.includes('skein.user.v1.AuthService'));
  t.same(names.sort(), publicServices);
  t.same(seen.services.map((service) => service.typeName).sort(), publicServices);
  t.same(
    seen.files.filter((name) => name.includes('/mesh/')),
    [],
  );
  t.ok(
    seen.files.includes('google/rpc/error_details.proto'),
    'the edge turns the details of errors into JSON',
  );
  t.ok(seen.files.includes('grpc/health/v1/health.proto'), 'reflection lists Health');
  t.end();
});

t.test('every RPC says who may call it: services call mesh RPCs and nothing else', (t) => {
  for (const method of contract.services.flatMap((service) => service.methods)) {
    t.not(getOption(method, access), Access.UNSPECIFIED, nameOf(method));
  }
  for (const method of methods) {
    t.equal(getOption(method, access) === Access.SERVICE, !isPublic(method), nameOf(method));
  }
  t.end();
});

t.test('every public RPC that is not client-streaming has an HTTP rule, and no two meet', (t) => {
  const owners = new Map<string, string>();
  for (const method of methods) {
    const name = nameOf(method);
    if (!isPublic(method) || isClientStream(method)) {
      t.notOk(hasOption(method, http), `${name} has none`);
      continue;
    }
    for (const { verb, path, variables, body } of routesOf(getOption(method, http))) {
      const route = `${verb} ${path}`;
      t.match(path, /^\/v1\/[\w/*:]+$/, `${name}: ${route}`);
      t.equal(owners.get(route), undefined, `${route} belongs to ${name} alone`);
      owners.set(route, name);
      for (const variable of variables)
        t.ok(fieldOf(method.input, variable), `${name}: {${variable}} is a field`);
      t.equal(verb === 'get', isRead(method), `${name}: reads, and only they, are GET`);
      t.equal(body !== '', verb === 'post' || verb === 'patch', `${name}: POST and PATCH have a body`);
    }
  }
  t.end();
});

t.test('every write takes a request_id', (t) => {
  const writes = methods.filter((method) => !isRead(method) && method.methodKind === 'unary');
  for (const method of writes) {
    if (keepsNoClaim.includes(nameOf(method)) || (!isPublic(method) && isRepeatable(method))) continue;
    t.equal(fieldOf(method.input, 'request_id')?.fieldKind, 'scalar', nameOf(method));
  }
  t.end();
});

t.test('every list comes in pages of 0 to 100', (t) => {
  for (const { name, input, output } of publicMethods) {
    const size = fieldOf(input, 'page_size');
    const parts = [size, fieldOf(input, 'page_token'), fieldOf(output, 'next_page_token')];
    const list = name.startsWith('List');
    t.equal(
      parts.filter(Boolean).length,
      list || parts.some(Boolean) ? 3 : 0,
      `${name} has all of a page or none`,
    );
    if (!size) continue;
    t.match(rulesOf(size)?.value, { greaterThan: { value: 0 }, lessThan: { value: 100 } }, name);
  }
  for (const { name, input } of meshMethods.filter((method) => method.name.startsWith('List'))) {
    const limit = fieldOf(input, 'limit');
    t.match(limit && rulesOf(limit)?.value, { lessThan: { case: 'lte' } }, `${name}: services name a limit`);
  }
  t.end();
});

t.test('every text of a request has a greatest length, every list a greatest number', (t) => {
  const sent = requestFields(publicMethods);
  const fromServices = meshMethods.flatMap((method) => method.input.fields);
  const texts = [...sent, ...fromServices].filter((field) => field.fieldKind === 'scalar' && isText(field));
  t.same(
    breaking(texts, (field) => isBounded(rulesOf(field))),
    limitIsSetting,
  );
  t.same(
    breaking([...sent, ...fromServices].filter(isList), (field) => (listRulesOf(field)?.maxItems ?? 0n) > 0n),
    [],
  );
  // Services send each other lists of thousands of checked items on the hot path, so only public requests have rules
  // for items.
  t.same(
    breaking(sent.filter(isList).filter(isText), (field) => isBounded(listRulesOf(field)?.items?.type)),
    [],
  );
  t.same(
    breaking(sent, (field) => field.fieldKind !== 'map'),
    [],
    'a map has no greatest number',
  );
  t.end();
});

t.test('a request that keeps the rules has no more bytes than its RPC takes', (t) => {
  const over = methods
    .map((method) => ({
      name: nameOf(method),
      bytes: largestBytes(method.input),
      limit: maxRequestBytes(method),
    }))
    .filter(({ bytes, limit }) => bytes > limit);
  t.same(over, []);
  t.ok(largestBytes(methods.find(({ name }) => name === 'RecordActions')!.input) > 1 << 20);
  t.end();
});

t.test('deadlines are given to RPCs with a single response, and a default is not over the longest', (t) => {
  for (const method of methods) {
    const { defaultMs, maxMs } = timeoutsOf(method) ?? { defaultMs: 0, maxMs: 0 };
    const given = getOption(method, default_timeout_ms);
    t.ok(given <= maxMs && defaultMs <= maxMs, nameOf(method));
    if (timeoutsOf(method) === undefined) t.notOk(hasOption(method, max_timeout_ms), nameOf(method));
  }
  t.end();
});

t.test('requests nest less deep than is decoded', (t) => {
  for (const method of methods) t.ok(depthOf(method.input) < maxDepth / 2, nameOf(method));
  t.end();
});

t.test('an id in a request has at most 64 characters', (t) => {
  const ids = requestFields(publicMethods).filter((field) => /(^|_)ids?$/.test(field.name));
  t.same(
    breaking(ids, (field) => {
      const rules = isList(field) ? listRulesOf(field)?.items?.type : rulesOf(field);
      return rules?.case === 'string' && rules.value.maxLen === 64n;
    }),
    [],
  );
  t.end();
});

t.test('times are called so, and enums begin with what is not stated', (t) => {
  const times = contract.messages
    .flatMap((message) => message.fields)
    .filter((field) => field.message?.typeName === 'google.protobuf.Timestamp');
  t.same(
    breaking(times, (field) => field.name.endsWith('_time')),
    [],
  );
  for (const { values, typeName } of contract.enums) {
    t.match(values[0], { number: 0, name: /(^|_)UNSPECIFIED$/ }, typeName);
  }
  t.end();
});

t.test('every message of a public stream has a resume_token, and a heartbeat nothing else', (t) => {
  for (const { name, output } of publicMethods.filter((method) => method.methodKind === 'server_streaming')) {
    const alone = output.fields.filter((field) => field.oneof === undefined).map((field) => field.name);
    t.same(alone, ['resume_token'], name);
  }
  t.end();
});

t.test('every reason comes with the canonical code that its comment names', (t) => {
  const spelt = (code: Code) =>
    code === Code.Canceled ? 'CANCELLED' : Code[code].replace(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase();
  const described = readReasons().filter((reason) => reason.name !== 'UNSPECIFIED');
  for (const { name, meaning } of described) t.match(meaning, /\w.*\.$/, `${name} is explained`);
  t.same(
    Object.fromEntries(described.map(({ name, code }) => [name, code])),
    Object.fromEntries(Object.entries(codeOfReason).map(([name, code]) => [name, spelt(code)])),
  );
  t.end();
});

t.test('the comments of RPCs name only reasons that exist', (t) => {
  const paths = readdirSync(join(import.meta.dirname, 'skein'), { recursive: true, encoding: 'utf8' });
  for (const path of paths.filter((path) => path.endsWith('.proto'))) {
    const text = readFileSync(join(import.meta.dirname, 'skein', path), 'utf8');
    const lines = [...text.matchAll(/\/\/ (?:Errors:|Ends with) .*/g)].join(' ').replace(/\([^)]*\)/g, '');
    const unknown = (lines.match(/\b[A-Z]+(_[A-Z]+)*\b/g) ?? []).filter((name) => !(name in codeOfReason));
    t.same(unknown, [], path);
  }
  t.end();
});
