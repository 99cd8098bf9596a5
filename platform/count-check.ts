/** A kept count that does not agree with the rows that it counts. */
export interface CountMismatch {
  /** Of which post or person. */
  readonly subjectId: string;
  /** The name of the count in the contract, such as `like_count`. */
  readonly name: string;
  readonly storedValue: number;
  readonly countedValue: number;
}

/** A part of all posts or people. */
export interface CheckedPart {
  /** `nextAfterId` of the part before; empty for the first. */
  readonly afterId: string;
  /** At most 100. */
  readonly limit: number;
  /** Whether counts that differ are corrected. */
  readonly repair: boolean;
}

/** The result of comparing the counts of a part with their rows. */
export interface CountCheck {
  /** How many posts or people were compared. */
  readonly checked: number;
  /** As they were before they were corrected. */
  readonly mismatches: readonly CountMismatch[];
  /** Where the next part begins; empty after the last. */
  readonly nextAfterId: string;
}

/** The kept and the counted values of a post or person, by the names of the contract. */
export interface ComparedCounts {
  readonly id: string;
  readonly stored: Readonly<Record<string, number>>;
  readonly counted: Readonly<Record<string, number>>;
}

/** A mismatch as the contract has it. */
export function encodeMismatch({ subjectId, name, storedValue, countedValue }: CountMismatch) {
  return { subjectId, name, storedValue: BigInt(storedValue), countedValue: BigInt(countedValue) };
}

/** The counts that differ. */
export function mismatchesAmong(compared: Iterable<ComparedCounts>): CountMismatch[] {
  return [...compared].flatMap(({ id, stored, counted }) =>
    Object.entries(counted)
      .filter(([name, value]) => stored[name] !== value)
      .map(([name, countedValue]) => ({
        subjectId: id,
        name,
        storedValue: stored[name]!,
        countedValue,
      })),
  );
}
