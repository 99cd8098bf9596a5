import {
  type CountSubject,
  LogLevel,
  type OperationKind,
  type OperationState,
  type SearchIndex,
} from '../../../gen/ts/skein/ops/v1/ops_pb.ts';
import { OpsService } from '../../../gen/ts/skein/ops/v1/ops_service_pb.ts';
import { type BadRequest, badInto, type Cast, type Expected, field } from '../../hosting/examples.ts';

/** The RPCs of operators. */
export function opsBad(cast: Cast, operationId: string): BadRequest[] {
  const rows: BadRequest[] = [];
  const operator = badInto(rows, cast.as(cast.operator));
  const ops = OpsService.method;
  const real = cast.letters[0]!;
  const noLetter: Expected = {
    reason: 'NOT_FOUND',
    field: 'dead_letter_id',
    metadata: { kind: 'dead letter' },
  };
  for (const deadLetterId of [
    'nope',
    '~~',
    'graph~user~1',
    real.slice(1),
    `${real}\0`,
    real.toUpperCase(),
    '🙂',
  ]) {
    for (const method of [ops.retryDeadLetter, ops.discardDeadLetter]) {
      operator(
        method,
        `the dead letter ${JSON.stringify(deadLetterId)}, which is none`,
        { deadLetterId },
        noLetter,
      );
    }
  }
  for (const topic of ['nope', "' OR 1=1 --", '%', '\0']) {
    const none = (answer: { deadLetters?: unknown[]; lags?: unknown[] }) =>
      (answer.deadLetters ?? answer.lags)!.length === 0;
    for (const method of [ops.listDeadLetters, ops.listConsumerLags]) {
      operator(
        method,
        `the topic ${JSON.stringify(topic)} of nothing`,
        { topic },
        { reason: 'OK', check: none },
      );
      operator(
        method,
        `the group ${JSON.stringify(topic)} of nobody`,
        { group: topic },
        { reason: 'OK', check: none },
      );
    }
  }
  for (const method of [ops.listDeadLetters, ops.listConsumerLags]) {
    operator(method, 'a topic of 65 characters', { topic: 't'.repeat(65) }, field('topic'));
    operator(method, 'a group of 65 characters', { group: 'g'.repeat(65) }, field('group'));
  }

  for (const bad of ['nope', '0', operationId.slice(1), `${operationId}\0`, '🙂']) {
    for (const method of [ops.getOperation, ops.stopOperation, ops.resumeOperation]) {
      operator(
        method,
        `the operation ${JSON.stringify(bad)}, which is none`,
        { operationId: bad },
        { reason: 'NOT_FOUND', field: 'operation_id', metadata: { kind: 'operation' } },
      );
    }
  }
  operator(ops.retryDeadLetters, 'a topic of 65 characters', { topic: 't'.repeat(65) }, field('topic'));
  operator(ops.retryDeadLetters, 'a group of 65 characters', { group: 'g'.repeat(65) }, field('group'));
  for (const index of [0, 3]) {
    operator(ops.startReindex, `the index ${index}`, { index: index as SearchIndex }, field('index'));
  }
  operator(ops.verifyCounts, 'an unknown subject', { subject: 9 as CountSubject }, field('subject'));
  operator(ops.listOperations, 'an unknown kind', { kind: 99 as OperationKind }, field('kind'));
  operator(ops.listOperations, 'an unknown state', { state: 99 as OperationState }, field('state'));

  operator(
    ops.rebuildRing,
    'a handle for an id',
    { userId: 'bob' },
    { reason: 'USER_NOT_FOUND', field: 'user_id' },
  );

  const { getFigures, setLogLevel } = ops;
  operator(getFigures, 'a service of 65 characters', { service: 's'.repeat(65) }, field('service'));
  operator(getFigures, '51 prefixes', { namePrefixes: Array(51).fill('skein') }, field('name_prefixes'));
  operator(getFigures, 'an empty prefix', { namePrefixes: [''] }, field('name_prefixes[0]'));
  operator(
    getFigures,
    'a service that no process hosts',
    { service: 'nope' },
    { reason: 'OK', check: ({ processes }: { processes: unknown[] }) => processes.length === 0 },
  );

  const level = LogLevel.ERROR;
  for (const wrong of [0, 5, -1]) {
    operator(setLogLevel, `the level ${wrong}`, { level: wrong as LogLevel }, field('level'));
  }
  for (const seconds of [0n, -1n, 86_401n]) {
    operator(setLogLevel, `for ${seconds} s`, { level, duration: { seconds } }, field('duration'));
  }
  operator(setLogLevel, 'a service of 65 characters', { level, service: 's'.repeat(65) }, field('service'));
  operator(
    setLogLevel,
    'an instance of 65 characters',
    { level, instance: 'i'.repeat(65) },
    field('instance'),
  );
  const noProcess = (name: string): Expected => ({
    reason: 'NOT_FOUND',
    field: name,
    metadata: { kind: 'process' },
  });
  operator(setLogLevel, 'an instance that does not run', { level, instance: 'nope' }, noProcess('instance'));
  operator(setLogLevel, 'a service that no process hosts', { level, service: 'nope' }, noProcess('service'));
  return rows;
}
