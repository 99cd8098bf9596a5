/**
 * Waits for a condition without sleeping: checks it once a turn of the event loop. Fails after `limitMs` of real time,
 * naming what it waited for.
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

/** Lets `turns` turns of the event loop pass, so that everything that is ready runs. */
export async function settle(loopTurns = 5): Promise<void> {
  for (let turn = 0; turn < loopTurns; turn++) await new Promise((resolve) => setImmediate(resolve));
}

/**
 * Waits until a count above 0 stays the same for many turns of the event loop. For counts that only this process
 * changes: a busy machine slows the turns, which does not affect the result.
 */
export async function untilStill(what: string, count: () => number): Promise<void> {
  let before = -1;
  await until(what, async () => {
    before = count();
    await settle(200);
    return before > 0 && count() === before;
  });
}
