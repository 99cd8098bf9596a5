/** A number that the extrapolation takes as given. */
export interface Assumption {
  readonly value: number;
  readonly unit: string;
  readonly min: number;
  readonly max: number;
  /** Planned: the size Skein is planned for. Setting: a default of docs/config.md. Assumed: measured nowhere. */
  readonly basis: 'planned' | 'setting' | 'assumed';
  /** Whether a larger value needs more of everything it affects, or less. Absent where it shifts work. */
  readonly needs?: 'more' | 'less';
  readonly meaning: string;
}

/** A part of a whole. */
export const share = { unit: 'share', min: 0, max: 1 } as const;
