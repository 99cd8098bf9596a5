import type { Test } from 'tap';
import { changeConformance } from './conformance/changes.ts';
import { modelConformance } from './conformance/model.ts';
import { readConformance } from './conformance/reads.ts';
import { repeatConformance } from './conformance/repeats.ts';
import type { MakeSubject } from './conformance/subject.ts';

/** Proves the contract of GraphStore. `make` returns an empty store and a way to read its events. */
export async function graphStoreConformance(t: Test, make: MakeSubject): Promise<void> {
  await t.test('changes', (t) => changeConformance(t, make));
  await t.test('repeated changes', (t) => repeatConformance(t, make));
  await t.test('reads', (t) => readConformance(t, make));
  await t.test('against the plain model', (t) => modelConformance(t, make));
}
