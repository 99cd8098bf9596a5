import { OpsMeshService } from '../../gen/ts/skein/ops/mesh/v1/ops_mesh_service_pb.ts';
import { LogLevel, OperationState, SearchIndex } from '../../gen/ts/skein/ops/v1/ops_pb.ts';
import { OpsService } from '../../gen/ts/skein/ops/v1/ops_service_pb.ts';
import { type Cast, type Examples, type Good, goodInto } from '../hosting/examples.ts';
import { opsBad } from './examples/ops.ts';

/** Some examples need two operations of the same kind and input. */
const testedElsewhere = [
  [OpsService.method.resumeOperation, 'CONFLICT', 'platform/operations/conformance.ts'],
] as const;

export async function examples(cast: Cast): Promise<Examples> {
  const { bob, zoe } = cast;
  const found: Good[] = [];
  const good = goodInto(found);
  const ops = OpsService.method;
  const letter = (index: number) => ({ deadLetterId: cast.letters[index]! });
  const level = { level: LogLevel.ERROR, duration: { nanos: 1_000_000 } };
  good(ops.getFigures, { namePrefixes: ['skein_build'] });
  good(ops.listConsumerLags, {});
  good(ops.listDeadLetters, {});
  good(ops.retryDeadLetter, letter(0), { repeated: [letter(2), letter(4)] });
  good(ops.discardDeadLetter, letter(1), { repeated: [letter(3), letter(4)] });
  // The topics are empty, so the operations leave other letters alone and end before the examples run.
  const ended = async (topic: string) => {
    const operator = cast.as(cast.operator);
    const { operation } = await cast.call(ops.retryDeadLetters, { topic }, operator);
    const which = { operationId: operation!.id };
    for (let state = operation!.state; state === OperationState.RUNNING; )
      state = (await cast.call(ops.getOperation, which, operator)).operation!.state;
    return which;
  };
  const [one, other] = [await ended('nothing'), await ended('nothing else')];
  good(
    ops.retryDeadLetters,
    { topic: 'nothing at all' },
    {
      repeated: 'The operation continues after the answer: test/journeys/ops.test.ts.',
    },
  );
  for (const index of [SearchIndex.POSTS, SearchIndex.USERS]) {
    good(
      ops.startReindex,
      { index },
      {
        repeated: 'The operation continues after the answer: test/journeys/search.test.ts.',
      },
    );
  }
  good(
    ops.verifyCounts,
    { repair: true },
    {
      repeated: 'The operation continues after the answer: test/journeys/ops.test.ts.',
    },
  );
  good(ops.listOperations, {});
  good(ops.getOperation, one);
  good(ops.stopOperation, one, { repeated: [one, other] });
  good(ops.resumeOperation, one, { repeated: [one, other] });
  good(
    ops.rebuildRing,
    { userId: bob.userId },
    { repeated: [{ userId: bob.userId }, { userId: zoe.userId }] },
  );
  good(ops.setLogLevel, level, { repeated: [level, { ...level, service: 'user' }] });
  // A process reads its own figures.
  const { getOwnFigures, setOwnLogLevel } = OpsMeshService.method;
  const where = 'test/end-to-end/cluster-operations.sh';
  return {
    good: found,
    bad: opsBad(cast, one.operationId),
    testedElsewhere,
    callsElsewhere: [
      [getOwnFigures, where],
      [setOwnLogLevel, where],
    ],
  };
}
