import type { ProcessFigures } from '../../../gen/ts/skein/ops/v1/ops_pb.ts';
import { GetFiguresResponseSchema } from '../../../gen/ts/skein/ops/v1/ops_service_pb.ts';
import { command } from '../command.ts';
import { timeText } from '../render.ts';

export const figures = command({
  name: 'figures',
  usage: '[PREFIX ...]',
  summary: 'figures of the processes, by prefixes of their names (operator)',
  examples: ['skein figures skein_rpc_handled_total', 'skein figures skein_event_ --service timeline --json'],
  options: { service: { type: 'string' } },
  optionDocs: { service: 'of processes that host this service only' },
  words: [0, 50],
  async run(context, words, { service = '' }) {
    const answer = await context.as(context.session()).ops.getFigures({
      namePrefixes: words.length === 0 ? ['skein_'] : [...words],
      service: service as string,
    });
    const silent = answer.missingInstances.map((instance) => `${instance} does not answer`);
    const text = [...answer.processes.map(processText), ...silent].join('\n\n');
    context.out.message(GetFiguresResponseSchema, answer, text === '' ? 'nobody hosts it' : text);
    return undefined;
  },
});

function processText({ instance, version, services, serving, startTime, figures }: ProcessFigures): string {
  const head = `${instance} · ${version} · since ${timeText(startTime)} · ${serving ? 'serving' : 'not serving'}`;
  const lines = figures.map(({ name, labels, value }) => {
    const pairs = Object.entries(labels).map(([label, of]) => `${label}="${of}"`);
    return `${name}${pairs.length === 0 ? '' : `{${pairs.join(',')}}`} ${value}`;
  });
  return [head, services.join(' '), ...lines].join('\n');
}
