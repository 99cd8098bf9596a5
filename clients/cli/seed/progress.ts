import { countText } from '../render.ts';

/** Shows progress: a moving bar on a terminal, else a line from time to time. */
export interface Progress {
  /** Starts a part of the work, of which `done` is already done. */
  begin(what: string, done: number, total: number): void;
  /** Counts one more item. */
  tick(): void;
  end(): void;
}

export interface ProgressOptions {
  write(text: string): void;
  terminal: boolean;
  monotonicMs(): number;
}

const barWidth = 30;
const barEveryMs = 100;
const lineEveryMs = 5_000;

export function progress({ write, terminal, monotonicMs }: ProgressOptions): Progress {
  const part = { what: '', done: 0, total: 0, doneBefore: 0, beganMs: 0, shownMs: 0 };
  const show = () => {
    part.shownMs = monotonicMs();
    const { what, done, total, doneBefore, beganMs, shownMs } = part;
    const seconds = (shownMs - beganMs) / 1000;
    const rate = seconds > 0 ? `, ${countText(Math.round((done - doneBefore) / seconds))}/s` : '';
    const line = `${what.padEnd(8)} ${countText(done)} of ${countText(total)}${rate}`;
    if (!terminal) return write(`${line}\n`);
    const filled = total === 0 ? barWidth : Math.floor((done / total) * barWidth);
    write(`\r[${'#'.repeat(filled)}${' '.repeat(barWidth - filled)}] ${line}\u001b[K`);
  };
  return {
    begin(what, done, total) {
      const nowMs = monotonicMs();
      Object.assign(part, { what, done, total, doneBefore: done, beganMs: nowMs, shownMs: nowMs });
      if (terminal) show();
    },
    tick() {
      part.done++;
      if (monotonicMs() - part.shownMs >= (terminal ? barEveryMs : lineEveryMs)) show();
    },
    end() {
      show();
      if (terminal) write('\n');
    },
  };
}
