import type { Test } from 'tap';
import { endSuite } from './conformance/ends.ts';
import { lookSuite } from './conformance/looks.ts';
import type { StreamSubject, SubjectOptions } from './conformance/subject.ts';

export type { Answer, StreamSubject, SubjectOptions } from './conformance/subject.ts';

/**
 * The conformance suite of the product's streams, worded as the requirements; `start` gives a network with an empty
 * list.
 */
export function streamConformance(
  t: Test,
  start: (t: Test, options: SubjectOptions) => Promise<StreamSubject>,
): void {
  lookSuite(t, start);
  endSuite(t, start);
}
