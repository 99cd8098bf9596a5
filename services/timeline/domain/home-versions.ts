/** The versions of what a home stream reads for one reader. */
export interface HomeVersions {
  /** Read before the versions. */
  readonly lowWatermarkId: string;
  readonly graph: bigint;
  /** Undefined without a ring. */
  readonly ring: string | undefined;
}

export type ReadHomeVersions = (readerId: string) => Promise<HomeVersions>;
