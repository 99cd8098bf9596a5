/** A setting for the most uses within a window, or at a time: at least one. */
export function maxSetting(env: string, most: number, unit: string, doc: string) {
  return { env, type: 'int', unit, default: most, min: 1, doc } as const;
}

/** A setting for the window that uses are counted in, with a default in milliseconds: at least a second. */
export function windowSetting(env: string, windowMs: number, doc: string) {
  return { env, type: 'duration', default: windowMs, min: 1_000, doc } as const;
}
