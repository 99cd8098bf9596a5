/** A size for people. */
export const mib = (bytes: number) => `${(bytes / (1 << 20)).toFixed(1)} MiB`;
