import type { CountMismatch } from '../../../platform/count-check.ts';
import type { CountChecks, CountedSubject, OperationWork } from '../ports.ts';

export type { CountedSubject } from '../ports.ts';

/** The operation that compares counts with their rows. */
export const verifyCounts = 'verify-counts';

/** What is compared. Absent subject: everything. */
export interface Verification {
  readonly subject?: CountedSubject | undefined;
  readonly repair: boolean;
}

/** The result so far. */
export interface Verified {
  readonly mismatches: number;
  readonly repaired: number;
  /** The first of them. */
  readonly listed: readonly CountMismatch[];
}

/** The most mismatches that are listed. */
const maxListed = 100;
/** How many posts or people a batch compares. */
const comparedTogether = 100;

/** Equal verifications give equal texts. */
export const verificationText = ({ subject, repair }: Verification): string =>
  JSON.stringify({ subject, repair });
export const verificationOf = (input: string) => JSON.parse(input) as Verification;
export const verifiedOf = (result: string): Verified =>
  result === '' ? { mismatches: 0, repaired: 0, listed: [] } : (JSON.parse(result) as Verified);

interface Place {
  readonly subject: CountedSubject;
  readonly afterId: string;
}

/** Compares one part per batch. What a batch that was interrupted has corrected is missing from the result. */
export function verifyingCounts(checks: CountChecks): OperationWork {
  return {
    async batch({ input, cursor, result, done }) {
      const { subject, repair } = verificationOf(input);
      const subjects: readonly CountedSubject[] = subject === undefined ? ['posts', 'people'] : [subject];
      const { subject: now, afterId } =
        cursor === '' ? { subject: subjects[0]!, afterId: '' } : (JSON.parse(cursor) as Place);
      const check = await checks.verify(now, { afterId, limit: comparedTogether, repair });
      const before = verifiedOf(result);
      const verified: Verified = {
        mismatches: before.mismatches + check.mismatches.length,
        repaired: before.repaired + (repair ? check.mismatches.length : 0),
        listed: [...before.listed, ...check.mismatches].slice(0, maxListed),
      };
      const following = subjects[subjects.indexOf(now) + 1];
      const next: Place | undefined =
        check.nextAfterId !== ''
          ? { subject: now, afterId: check.nextAfterId }
          : following && { subject: following, afterId: '' };
      const nowDone = done + check.checked;
      return {
        cursor: next === undefined ? cursor : JSON.stringify(next),
        result: JSON.stringify(verified),
        done: nowDone,
        // How many there are is known at the end.
        total: next === undefined ? nowDone : 0,
        ended: next === undefined,
      };
    },
  };
}
