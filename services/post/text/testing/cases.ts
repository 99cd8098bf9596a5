import entities from '../cases/entities.json' with { type: 'json' };
import lengths from '../cases/lengths.json' with { type: 'json' };
import texts from '../cases/texts.json' with { type: 'json' };

/** The entities of a text as written in it, in order. */
export interface EntityCase {
  readonly group: string;
  readonly text: string;
  readonly finds: readonly string[];
}

/** A text and its result: stored in a normal form, or refused. */
export interface TextCase {
  readonly text: string;
  readonly stored?: string;
  readonly reason?: string;
  readonly metadata?: Readonly<Record<string, string>>;
}

export const entityCases: readonly EntityCase[] = Object.entries(entities).flatMap(([group, rows]) =>
  rows.map((row) => ({ group, ...row })),
);

export const lengthCases: readonly { readonly text: string; readonly length: number }[] = lengths;

// The imported JSON has a union of all row types.
export const textCases = texts as readonly unknown[] as readonly TextCase[];
