import { OpsMeshService } from '../../gen/ts/skein/ops/mesh/v1/ops_mesh_service_pb.ts';
import { LogLevel } from '../../gen/ts/skein/ops/v1/ops_pb.ts';
import { OpsService } from '../../gen/ts/skein/ops/v1/ops_service_pb.ts';
import { type Cast, type Examples, type Good, goodInto } from '../hosting/examples.ts';
import { opsBad } from './examples/ops.ts';

export function examples(cast: Cast): Examples {
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
  good(
    ops.rebuildRing,
    { userId: bob.userId },
    { repeated: [{ userId: bob.userId }, { userId: zoe.userId }] },
  );
  good(ops.setLogLevel, level, { repeated: [level, { ...level, service: 'user' }] });
  // A process asks itself.
  const { getOwnFigures, setOwnLogLevel } = OpsMeshService.method;
  const where = 'test/doors/cluster-operations.sh';
  return {
    good: found,
    bad: opsBad(cast),
    callsElsewhere: [
      [getOwnFigures, where],
      [setOwnLogLevel, where],
    ],
  };
}
