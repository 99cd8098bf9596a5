const whyNot: Readonly<Record<string, string>> = {
  EADDRINUSE: 'another process listens there',
  EADDRNOTAVAIL: 'this machine has no such address',
  EACCES: 'this user may not listen there',
  ENOTFOUND: 'there is no such host',
};

/**
 * Awaits a server's `listen`.
 *
 * @param settings the names of the settings of address and port
 * @throws Error that names address and settings, for operators; its `code` is that of the system
 */
export async function listening<T>(
  settings: string,
  bind: string,
  port: number,
  started: Promise<T>,
): Promise<T> {
  try {
    return await started;
  } catch (cause) {
    const { message } = cause as Error;
    // gRPC has the code of the system in its message only.
    const code = Object.keys(whyNot).find((each) => message.includes(each));
    const why = code === undefined ? message : whyNot[code];
    const error = new Error(`can't listen on ${bind}:${port} (${settings}): ${why}`, { cause });
    throw Object.assign(error, { code });
  }
}

/** Whether an error of `listening` says that another process listens there. */
export const isPortTaken = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
