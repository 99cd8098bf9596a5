import type { ResumePoint } from '../../../platform/streams/resume-point.ts';
import type { NotificationOverrides } from '../../../services/notification/compose.ts';
import type { InboxRows, RowChange } from '../../../services/notification/ports.ts';
import type { Mutant } from './mutant.ts';

const inNotification = (what: string, notification: () => NotificationOverrides): Mutant => ({
  what,
  plant: () => ({ notification: notification() }),
});

/** Whether it stores a deed within its row. */
const isMember = ({ key, value }: RowChange) => key.startsWith('m|') && value !== undefined;

/** A decision begins with the revision of its partition. The first mark that it reads is missing. */
function forgetsMark(real: InboxRows): InboxRows {
  const deciding = new Set<string>();
  return {
    ...real,
    revision(partition) {
      deciding.add(partition);
      return real.revision(partition);
    },
    async get(partition, keys) {
      const found = new Map(await real.get(partition, keys));
      if (keys.includes('mark') && deciding.delete(partition)) found.delete('mark');
      return found;
    },
  };
}

/** Faults of the notification service. */
export const notificationMutants: Readonly<Record<string, Mutant>> = {
  'notified-across-blocks': inNotification('nobody asks whom the reader blocked or muted', () => ({
    relations: (real) => ({ ...real, hidden: async () => new Set() }),
  })),
  'folded-twice': inNotification('a deed counts twice in its row', () => ({
    rows: (real) => ({
      ...real,
      commit: (partition, revision, changes) =>
        real.commit(partition, revision, [
          ...changes,
          ...changes.filter(isMember).map((change) => ({ ...change, key: `${change.key}0` })),
        ]),
    }),
  })),
  'mark-moves-back': inNotification('a read mark moves back', () => ({ rows: forgetsMark })),
  'no-look-at-the-heartbeat': inNotification(
    'every second hint of notifications is lost, and a heartbeat does not look',
    () => {
      let hints = 0;
      return {
        live: (real) => ({
          ...real,
          wake: (readerId) => (hints++ % 2 === 0 ? real.wake(readerId) : undefined),
        }),
        openStream: (real) => (readerId) => (from, wake) => {
          const source = real(readerId)(from, wake);
          let last: ResumePoint | undefined;
          return {
            ...source,
            async look() {
              const found = await source.look();
              last = found.point;
              return found;
            },
            unchanged: async () => last,
          };
        },
      };
    },
  ),
  'old-id-stays': inNotification('a stream does not remove the old id of a row', () => ({
    openStream: (real) => (readerId) => (from, wake) => {
      const source = real(readerId)(from, wake);
      return { ...source, look: async () => ({ ...(await source.look()), notices: [] }) };
    },
  })),
};
