/** The gauges of a scrape share one reading: the registry collects them concurrently. */
export function sharedReading(read: () => Promise<unknown>): () => Promise<void> {
  let reading: Promise<void> | undefined;
  return () => {
    reading ??= read().then(() => {
      reading = undefined;
    });
    return reading;
  };
}
