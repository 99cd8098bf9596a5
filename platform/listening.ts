const whyNot: Readonly<Record<string, string>> = {
  EADDRINUSE: 'another process listens there',
  EADDRNOTAVAIL: 'this machine has no such address',
  EACCES: 'this user may not listen there',
  ENOTFOUND: 'there is no such host',
};

/**
 * Awaits a server's `listen`.
 *
 * @param setting the setting of the port
 * @throws Error that names address and setting, for operators
 */
export async function listening<T>(
  setting: string,
  bind: string,
  port: number,
  started: Promise<T>,
): Promise<T> {
  try {
    return await started;
  } catch (cause) {
    const { message } = cause as Error;
    const why = Object.entries(whyNot).find(([code]) => message.includes(code))?.[1] ?? message;
    throw new Error(`can't listen on ${bind}:${port} (SKEIN_BIND, ${setting}): ${why}`, { cause });
  }
}

/** Whether an error of `listening` says that another process listens there. */
export const isPortTaken = (error: unknown): boolean =>
  error instanceof Error && error.cause instanceof Error && error.cause.message.includes('EADDRINUSE');
