import { pino } from 'pino';
import t from 'tap';
import { testClock } from '../clock.ts';
import { logLevels } from './log-levels.ts';

t.test('all loggers of a process log more for a while, and the last setting counts', async (t) => {
  const lines: string[] = [];
  const clock = testClock();
  const root = pino({ level: 'warn' }, { write: (line) => lines.push(line) });
  const levels = logLevels(root, clock);
  const child = levels.child({ service: 'post' });
  const lineCount = () => {
    lines.length = 0;
    child.debug('child');
    root.info('root');
    return lines.length;
  };
  t.equal(lineCount(), 0);
  levels.set('debug', 1_000);
  t.equal(lineCount(), 2);
  t.equal(JSON.parse(lines[0]!).service, 'post');
  clock.advance(900);
  levels.set('info', 1_000);
  t.equal(lineCount(), 1);
  clock.advance(900);
  t.equal(lineCount(), 1, 'the end of the first while is not the end of the second');
  clock.advance(100);
  t.equal(lineCount(), 0);
  t.equal(levels.child({}).level, 'warn');
});
