/**
 * Waits for a condition without sleeping: looks once a turn of the event loop. Fails after `limitMs` of
 * real time, naming what was waited for.
 */
export async function until(
  what: string,
  condition: () => boolean | Promise<boolean>,
  limitMs = 10_000,
): Promise<void> {
  const end = performance.now() + limitMs;
  while (!(await condition())) {
    if (performance.now() > end) throw new Error(`waited ${limitMs} ms in vain for: ${what}`);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** Lets everything that is ready to run do so: `turns` turns of the event loop. */
export async function settle(turns = 5): Promise<void> {
  for (let turn = 0; turn < turns; turn++) await new Promise((resolve) => setImmediate(resolve));
}

/**
 * Waits until a count above 0 stays the same for many turns of the event loop. For what this process alone moves on: a
 * busy machine makes the turns slower, not the count stiller.
 */
export async function untilStill(what: string, count: () => number): Promise<void> {
  let before = -1;
  await until(what, async () => {
    before = count();
    await settle(200);
    return before > 0 && count() === before;
  });
}
