import t from 'tap';
import { LogLevel } from '../gen/ts/skein/ops/v1/ops_pb.ts';
import { enumNames } from './enum-names.ts';

t.test(
  'names and values of an enum convert into each other, UNSPECIFIED and unknown ones excluded',
  async (t) => {
    const levels = enumNames(LogLevel);
    t.strictSame(levels.names, ['debug', 'info', 'warn', 'error']);
    for (const name of levels.names) t.equal(levels.nameOf(levels.valueOf(name)), name);
    t.equal(levels.valueOf('warn'), LogLevel.WARN);
    t.equal(levels.parse('error'), LogLevel.ERROR);
    t.equal(levels.parse('ERROR'), undefined);
    t.equal(levels.parse('unspecified'), undefined);
    t.equal(levels.nameOf(LogLevel.UNSPECIFIED), undefined);
    t.equal(levels.nameOf(99 as LogLevel), undefined);
  },
);
