import { randomUUID } from 'node:crypto';
import { durationFromMs } from '@bufbuild/protobuf/wkt';
import { LogLevel } from '../../../gen/ts/skein/ops/v1/ops_pb.ts';
import { SetLogLevelResponseSchema } from '../../../gen/ts/skein/ops/v1/ops_service_pb.ts';
import { enumNames } from '../../../platform/enum-names.ts';
import { command } from '../command.ts';
import { usageFault } from '../fault.ts';

const levels = enumNames(LogLevel);
const unitMs: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000 };

export const logLevel = command({
  name: 'log-level',
  usage: 'debug|info|warn|error',
  summary: 'set the log level of processes for a limited time (operator)',
  examples: ['skein log-level debug --for 5m', 'skein log-level debug --service timeline'],
  options: {
    for: { type: 'string' },
    service: { type: 'string' },
    instance: { type: 'string' },
  },
  optionDocs: {
    for: '30s, 5m, 2h; default 15m; then the configured level returns',
    service: 'processes that host this service only',
    instance: 'this process only',
  },
  words: [1, 1],
  async run(context, [name], { for: period = '15m', service = '', instance = '' }) {
    const level = levels.parse(name!);
    if (level === undefined) throw usageFault(`${name} is no level: debug, info, warn or error`);
    const [, count, unit] = /^(\d{1,6})([smh])$/.exec(period as string) ?? [];
    if (count === undefined || unit === undefined)
      throw usageFault(`--for takes 30s, 5m or 2h, not ${period}`);
    const answer = await context.as(context.session()).ops.setLogLevel({
      level,
      duration: durationFromMs(Number(count) * unitMs[unit]!),
      service: service as string,
      instance: instance as string,
      requestId: randomUUID(),
    });
    const text = `${answer.instances.join(', ')}: ${name} for ${period}`;
    context.out.message(SetLogLevelResponseSchema, answer, text);
    return undefined;
  },
});
