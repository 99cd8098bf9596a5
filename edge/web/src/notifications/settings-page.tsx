import { useEffect, useState } from 'react';
import {
  Audience,
  type NotificationKind,
  type NotificationSetting,
} from '../../../../gen/ts/skein/notification/v1/notification_service_pb.ts';
import { pathOfNotifications } from '../addresses.ts';
import { newRequestId } from '../api/anonymous-auth.ts';
import { notifications } from '../api/clients.ts';
import { errorMessage } from '../api/error-message.ts';
import { LoadFailure } from '../data/load-failure.tsx';
import { Link } from '../link.tsx';
import { useTitle } from '../title.ts';
import { settingNames } from './deed-words.ts';
import { MutedThreads } from './muted-threads.tsx';

const audiences: readonly (readonly [audience: Audience, name: string])[] = [
  [Audience.EVERYBODY, 'From everybody'],
  [Audience.FOLLOWING, 'From people you follow'],
  [Audience.NOBODY, 'Off'],
];

/** Who may notify the reader of what, and the muted threads. Each choice is saved at once. */
export function NotificationSettingsPage() {
  useTitle('Notification settings');
  const [settings, setSettings] = useState<readonly NotificationSetting[]>();
  const [failure, setFailure] = useState<unknown>();
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt reads again
  useEffect(() => {
    const leaving = new AbortController();
    const { signal } = leaving;
    notifications.getNotificationSettings({}, { signal }).then(
      (answer) => setSettings(answer.settings),
      (reason: unknown) => {
        if (!signal.aborted) setFailure(reason);
      },
    );
    return () => leaving.abort();
  }, [attempt]);
  const again = () => {
    setFailure(undefined);
    setAttempt(attempt + 1);
  };
  const choose = async (kind: NotificationKind, audience: Audience) => {
    setFailure(undefined);
    try {
      const change = { settings: [{ kind, audience }], requestId: newRequestId() };
      setSettings((await notifications.updateNotificationSettings(change)).settings);
    } catch (reason) {
      setFailure(reason);
    }
  };
  return (
    <>
      <Link className="back" to={pathOfNotifications()}>
        ← Notifications
      </Link>
      <h1>Notification settings</h1>
      {settings === undefined && failure !== undefined && <LoadFailure failure={failure} again={again} />}
      {settings === undefined && failure === undefined && <p className="empty">Loading …</p>}
      {settings !== undefined && (
        <div className="choices">
          {settingNames.map(([kind, name]) => (
            <label key={kind} className="row">
              <span className="grow">{name}</span>
              <select
                value={settings.find((each) => each.kind === kind)?.audience}
                onChange={({ target }) => void choose(kind, Number(target.value) as Audience)}
              >
                {audiences.map(([audience, words]) => (
                  <option key={audience} value={audience}>
                    {words}
                  </option>
                ))}
              </select>
            </label>
          ))}
          {failure !== undefined && (
            <p role="alert" className="wrong">
              {errorMessage(failure)}
            </p>
          )}
        </div>
      )}
      <MutedThreads />
    </>
  );
}
