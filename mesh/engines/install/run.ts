import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const execute = promisify(execFile);

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly user?: { readonly uid: number; readonly gid: number };
  readonly limitMs?: number;
}

/**
 * Runs a program and gives its output.
 *
 * @throws Error with the last lines of output
 */
export async function run(
  program: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<string> {
  const { cwd, env, user, limitMs } = options;
  try {
    const { stdout } = await execute(program, args, {
      cwd,
      env: { ...process.env, ...env },
      timeout: limitMs,
      maxBuffer: 16 << 20,
      ...user,
    });
    return stdout;
  } catch (cause) {
    const { stderr = '', stdout = '', message } = cause as Error & { stderr?: string; stdout?: string };
    const last = `${stdout}${stderr}`.trim().split('\n').slice(-12).join('\n');
    throw new Error(`${program} ${args[0] ?? ''} failed:\n${last || message}`, { cause });
  }
}
