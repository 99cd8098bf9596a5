/** The conditions of a measurement. */
export interface Setting {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGiB: number;
  readonly node: string;
  /** The machine's load average of the last minute at the start: work of other processes affects the results. */
  readonly loadBefore: number;
  readonly at: string;
}

export interface Report {
  readonly name: string;
  /** What was loaded and how it was driven, a line each. */
  readonly data: readonly string[];
  readonly rows: readonly Row[];
  /** More data for the JSON file. */
  readonly details?: unknown;
}

/** A row of the table, by column. */
export type Row = Readonly<Record<string, string | number>>;

/** A result as stored: `NAME.json` of test/bench/measured, and with details in results/. */
export interface StoredReport extends Omit<Report, 'details'> {
  readonly setting: Setting;
}
