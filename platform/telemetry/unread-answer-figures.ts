import { Gauge, type Registry } from 'prom-client';
import type { Timers } from '../clock.ts';
import { UnreadAnswerLimit } from '../rpc/unread-answer-limit.ts';
import type { Logger } from './log.ts';

/** How often ended connections are logged, in milliseconds: a flood must not fill the log. */
const logEveryMs = 5_000;

/** The limit of unread answers of a process. It exports the bytes and logs the connections that it ends. */
export function unreadAnswerFigures(registers: Registry[], timers: Timers, log: Logger): UnreadAnswerLimit {
  let [connections, bytes] = [0, 0];
  const report = () => {
    const seconds = logEveryMs / 1_000;
    log.warn({ connections, bytes, seconds }, 'unread answers: connections of slow readers were ended');
    [connections, bytes] = [0, 0];
  };
  const limit = new UnreadAnswerLimit({
    onEnded(unread) {
      if (connections++ === 0) timers.after(logEveryMs, report);
      bytes += unread.bytes;
    },
  });
  new Gauge({
    name: 'skein_rpc_unread_answer_bytes',
    help: 'Bytes of answers that wait for their readers, over all connections.',
    registers,
    collect() {
      this.set(limit.bytes);
    },
  });
  return limit;
}
