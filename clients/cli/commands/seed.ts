import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '../../../platform/clock.ts';
import { retrying } from '../../../platform/rpc/retry.ts';
import { apiOf } from '../api.ts';
import { type Context, command } from '../command.ts';
import { usageFault } from '../fault.ts';
import { countOption } from '../options.ts';
import { countText, tableText } from '../render.ts';
import { countsOf } from '../seed/counts.ts';
import { readEdgeList } from '../seed/graph.ts';
import { operatorOf } from '../seed/operator.ts';
import { seededPeople } from '../seed/people.ts';
import { type PostRange, planOf } from '../seed/plan.ts';
import { progress } from '../seed/progress.ts';
import { openSeedRecord, putAside } from '../seed/record.ts';
import { seedNetwork } from '../seed/run.ts';

/** More tries than interactively: a server restart, or an hour of overload, must not end the run. */
const attempts = 20;
/** The longest deadline that a server accepts: an overloaded machine is slow, not broken. */
const timeoutMs = 60_000;

export const seed = command({
  name: 'seed',
  usage: '--graph FILE --posts MIN-MAX --seed N',
  summary: 'create people, follows and posts from an edge list; can be stopped, resumed and repeated',
  examples: ['skein seed --graph reed98.edges --posts 0-20 --seed 1'],
  options: {
    graph: { type: 'string' },
    posts: { type: 'string' },
    seed: { type: 'string' },
    concurrency: { type: 'string' },
  },
  optionDocs: {
    graph: 'an edge list, two numbers a line; each pair follows each other',
    posts: 'how many posts each person writes, drawn evenly; default 0-20',
    seed: 'the same number gives the same posts; default 1',
    concurrency: 'concurrent calls; default 64',
  },
  async run(context, _words, { graph, posts = '0-20', seed: number, concurrency }) {
    if (graph === undefined) throw usageFault('missing --graph FILE: an edge list, two numbers a line');
    const range = rangeOf(posts as string);
    const plan = planOf(readEdgeList(graph as string), range, countOption('seed', number, 1));
    const { out, signal, where } = context;
    const startMs = performance.now();
    // No retry budget: `concurrency` already bounds the calls in flight, retries included.
    const persistent: Context = { ...context, calls: retrying(context.plainCalls, { attempts }) };
    const stranger = apiOf(persistent.calls, signal, undefined, timeoutMs);

    const directory = join(
      context.configDirectory,
      'seeded',
      `${plan.prefix}-${createHash('sha256').update(where.grpc).digest('hex').slice(0, 12)}`,
    );
    let record = openSeedRecord(directory);
    let before = await countsOf(record, stranger, signal);
    if (before === undefined) {
      record.close();
      out.note(
        `what was seeded at ${where.grpc} is gone: beginning anew; the old record is ${putAside(directory, Date.now())}`,
      );
      record = openSeedRecord(directory);
      before = { people: 0, follows: 0, posts: 0 };
    }
    try {
      let operator: ReturnType<typeof operatorOf> | undefined;
      const people = seededPeople(plan, record, stranger, () => {
        operator ??= operatorOf({ ...persistent, stranger });
        return operator;
      });
      const did = await seedNetwork({
        plan,
        record,
        people,
        as: cached((node: number) => apiOf(persistent.calls, signal, people.session(node).token, timeoutMs)),
        progress: progress({
          write: (text) => process.stderr.write(text),
          terminal: process.stderr.isTTY && !out.json,
          monotonicMs: systemClock.monotonicMs,
        }),
        signal,
        concurrency: countOption('concurrency', concurrency, 64),
      });
      const after = (await countsOf(record, stranger, signal))!;
      const seconds = Math.round((performance.now() - startMs) / 100) / 10;
      const rows = (['people', 'follows', 'posts'] as const).map((what) => [
        what,
        countText(before[what]),
        countText(after[what]),
      ]);
      const said =
        did === 0
          ? 'nothing was missing: all of it had been seeded before, and nothing was doubled'
          : `done in ${seconds} s`;
      out.answer(
        { before: { ...before }, after: { ...after }, did, seconds, people: record.peopleFile },
        `${tableText(['', 'before', 'after'], rows)}\n${said}\nhandles and passwords: ${record.peopleFile}`,
      );
      return undefined;
    } catch (error) {
      if (signal.aborted && existsSync(record.peopleFile))
        out.note('stopped; run the same command to resume');
      throw error;
    } finally {
      record.close();
    }
  },
});

function rangeOf(text: string): PostRange {
  const [, min, max] = /^(\d{1,4})-(\d{1,4})$/.exec(text) ?? [];
  if (min === undefined || max === undefined || Number(min) > Number(max)) {
    throw usageFault(`--posts takes MIN-MAX, such as 0-20, not ${text}`);
  }
  return { min: Number(min), max: Number(max) };
}

function cached<T>(make: (node: number) => T): (node: number) => T {
  const made = new Map<number, T>();
  return (node) => {
    let found = made.get(node);
    if (found === undefined) {
      found = make(node);
      made.set(node, found);
    }
    return found;
  };
}
