import { build, type Histogram } from 'hdr-histogram-js';

/** Latencies of a benchmark, in milliseconds. */
export interface LatencyFigures {
  readonly count: number;
  readonly meanMs: number;
  readonly p50Ms: number;
  readonly p90Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
}

/** A histogram with three significant digits, from 1 microsecond to 10 minutes. */
export interface Latency {
  record(ms: number): void;
  readonly figures: LatencyFigures;
}

const maxMicros = 600_000_000;

export function latency(): Latency {
  const histogram: Histogram = build({
    lowestDiscernibleValue: 1,
    highestTrackableValue: maxMicros,
    numberOfSignificantValueDigits: 3,
  });
  const ms = (micros: number) => micros / 1000;
  return {
    record: (value) => histogram.recordValue(Math.min(maxMicros, Math.max(1, Math.round(value * 1000)))),
    get figures() {
      return {
        count: histogram.totalCount,
        meanMs: ms(histogram.mean),
        p50Ms: ms(histogram.getValueAtPercentile(50)),
        p90Ms: ms(histogram.getValueAtPercentile(90)),
        p99Ms: ms(histogram.getValueAtPercentile(99)),
        maxMs: ms(histogram.maxValue),
      };
    },
  };
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
