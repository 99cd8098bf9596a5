/** The output of strace -f -y in the order of completion: an interrupted call counts where it resumed. */
export interface TracedCall {
  readonly name: string;
  /** What the descriptor refers to: several may refer to one file. */
  readonly file: string;
  /** The arguments as strace prints them, strings escaped. */
  readonly args: string;
  readonly ok: boolean;
  /** Line numbers of its start and end. */
  readonly from: number;
  readonly to: number;
}

export function parseTrace(text: string): TracedCall[] {
  const calls: TracedCall[] = [];
  const begun = new Map<string, { name: string; args: string; from: number }>();
  text.split('\n').forEach((line, at) => {
    const [, thread, rest] = /^(\d+)\s+(?:[\d:.]+\s+)?(.*)$/.exec(line) ?? [];
    if (thread === undefined || rest === undefined) return;
    const resumed = /^<\.\.\. (\w+) resumed>(.*)= (-?\d+)/.exec(rest);
    if (resumed) {
      const start = begun.get(thread);
      begun.delete(thread);
      if (start) calls.push(call(start.name, start.args + resumed[2], resumed[3]!, start.from, at));
      return;
    }
    const unfinished = /^(\w+)\((.*) <unfinished \.\.\.>$/.exec(rest);
    if (unfinished) {
      begun.set(thread, { name: unfinished[1]!, args: unfinished[2]!, from: at });
      return;
    }
    const whole = /^(\w+)\((.*)\)\s+= (-?\d+)/.exec(rest);
    if (whole) calls.push(call(whole[1]!, whole[2]!, whole[3]!, at, at));
  });
  return calls;
}

function call(name: string, args: string, result: string, from: number, to: number): TracedCall {
  const [descriptor, file = descriptor] = /^\d+(?:<([^>]*)>)?/.exec(args) ?? [''];
  return { name, file, args, ok: !result.startsWith('-'), from, to };
}

export interface Verdict {
  /** Acknowledged ids whose fsync returned before their response was written. */
  readonly proven: number;
  /** The others, with what is missing. */
  readonly wrong: string[];
}

/**
 * For each id: it is written to a file, an fsync of that file starts after the write and returns, and only then does
 * the response with the id go to a socket.
 */
export function verdictOf(calls: readonly TracedCall[], ids: readonly string[]): Verdict {
  const wrong: string[] = [];
  for (const id of ids) {
    const stored = calls.find(({ name, args }) => name.startsWith('pwrite') && args.includes(id));
    const answered = calls.find(
      ({ name, args }) => /^(write|writev|sendto|sendmsg)$/.test(name) && args.includes(id),
    );
    const synced =
      stored &&
      calls.find(
        ({ name, file, ok, from }) =>
          /^f(data)?sync$/.test(name) && file === stored.file && ok && from > stored.to,
      );
    if (!stored) wrong.push(`${id}: never written to a file`);
    else if (!answered) wrong.push(`${id}: its answer was not seen`);
    else if (!synced) wrong.push(`${id}: its file was never synced`);
    else if (synced.to > answered.from)
      wrong.push(`${id}: answered at line ${answered.from}, synced at ${synced.to}`);
  }
  return { proven: ids.length - wrong.length, wrong };
}
