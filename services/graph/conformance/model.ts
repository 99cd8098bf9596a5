import { deepStrictEqual } from 'node:assert/strict';
import fc from 'fast-check';
import type { Test } from 'tap';
import { DomainError } from '../../../platform/domain-error.ts';
import type { RelationKind } from '../domain/relation.ts';
import type { GraphStore } from '../ports.ts';
import { type MemoryGraph, memoryGraph } from './memory-graph.ts';
import { changer, type MakeSubject } from './subject.ts';

const PEOPLE = 6;
const MAX_FOLLOWING = 3;
const BOUNDS = { maxSources: 2, maxEdges: 4 };

const person = fc.nat(PEOPLE - 1);
const kind = fc.constantFrom<RelationKind>(
  'FOLLOWED',
  'UNFOLLOWED',
  'BLOCKED',
  'UNBLOCKED',
  'MUTED',
  'UNMUTED',
);
const step = fc.oneof(
  { weight: 12, arbitrary: fc.record({ kind: fc.constant<RelationKind>('FOLLOWED'), a: person, b: person }) },
  { weight: 12, arbitrary: fc.record({ kind, a: person, b: person }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('PURGED' as const), a: person, b: person }) },
);

export async function modelConformance(t: Test, make: MakeSubject): Promise<void> {
  t.test('after any operations the store answers every read as the model does', async (t) => {
    const { store, published } = await make(t);
    const change = changer(store);
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        // Each run has its own people, because all runs share one store.
        const prefix = `run${++run}-`;
        const model = memoryGraph();
        const publishedBefore = (await published()).length;
        let changes = 0;
        for (const { kind, a, b } of steps) {
          const [actor, target] = [prefix + a, prefix + b];
          if (kind === 'PURGED') {
            while ((await store.purge(actor, 2)) === 2);
            model.purge(actor);
          } else if (a !== b) {
            const expected = outcome(() => model.change(kind, actor, target, MAX_FOLLOWING));
            const found = await change(kind, actor, target, MAX_FOLLOWING).catch(reason);
            deepStrictEqual(found, expected);
            if (typeof expected !== 'string' && expected.changed) changes++;
          }
        }
        deepStrictEqual((await published()).length - publishedBefore, changes, 'one event per change');
        await compare(
          store,
          model,
          Array.from({ length: PEOPLE }, (_, i) => prefix + i),
        );
      }),
      { numRuns: 60 },
    );
    t.equal(run, 60);
  });
}

async function compare(store: GraphStore, model: MemoryGraph, people: string[]): Promise<void> {
  deepStrictEqual(
    (await store.counts(people)).map((counts) => ({ ...counts })),
    people.map((id) => model.counts(id)),
  );
  for (const id of people) {
    deepStrictEqual(await store.viewerGraph(id, 0), model.viewerGraph(id));
    for (const name of ['followers', 'following', 'blocked', 'muted'] as const) {
      deepStrictEqual((await store.list(name, id, '', 100)).sort(), model.list(name, id));
    }
    deepStrictEqual(
      await store.relationships(id, people),
      people.map((other) => model.relationship(id, other)),
    );
    const { blockedIds, mutedIds } = await store.hiddenAmong(id, people);
    deepStrictEqual(
      [...blockedIds].sort(),
      people.filter((other) => model.blocked(id, other)),
    );
    deepStrictEqual([...mutedIds].sort(), model.list('muted', id));
    deepStrictEqual(
      await store.suggestions({ viewerId: id, limit: 100, bounds: BOUNDS }),
      model.suggestions(id, BOUNDS),
    );
  }
}

function outcome<T>(run: () => T): T | string {
  try {
    return run();
  } catch (error) {
    return reason(error);
  }
}

function reason(error: unknown): string {
  if (error instanceof DomainError) return error.reason;
  throw error;
}
