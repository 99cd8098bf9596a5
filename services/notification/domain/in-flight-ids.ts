/** Ids whose commits may still be under way. */
export interface InFlightIds {
  /** A new id, in flight until `end`. */
  begin(): string;
  end(id: string): void;
  /** Every id below it was committed, or never will be. */
  lowWatermark(): string;
}

export interface InFlightOptions {
  readonly next: () => string;
  readonly nowMs: () => number;
  readonly idAtTime: (ms: number) => string;
  /** How long a commit of another process may take after its id, clock skew included; 0 where there is none. */
  readonly othersMs: number;
}

export function inFlightIds({ next, nowMs, idAtTime, othersMs }: InFlightOptions): InFlightIds {
  const inFlight = new Set<string>();
  return {
    begin() {
      const id = next();
      inFlight.add(id);
      return id;
    },
    end: (id) => void inFlight.delete(id),
    lowWatermark() {
      // An id of this millisecond is not below it.
      let lowest = idAtTime(nowMs() - othersMs);
      for (const id of inFlight) if (id < lowest) lowest = id;
      return lowest;
    },
  };
}
