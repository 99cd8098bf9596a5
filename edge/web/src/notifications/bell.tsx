import { pathOfNotifications } from '../addresses.ts';
import { Link } from '../link.tsx';
import { useUnread } from './unread-badge.ts';

/** The badge shows numbers up to here. */
const maxShown = 99;

/** Leads to the notifications, with a live count of the unread ones. */
export function Bell({ current }: { current: boolean }) {
  const unread = useUnread();
  const count = unread > maxShown ? `${maxShown}+` : String(unread);
  return (
    <Link
      className="bell"
      aria-label={unread === 0 ? 'Notifications' : `Notifications: ${count} unread`}
      aria-current={current ? ('page' as const) : undefined}
      to={pathOfNotifications()}
    >
      <svg aria-hidden="true" viewBox="0 0 24 24" width="20" height="20">
        <path
          d="M6 16V10a6 6 0 0 1 12 0v6l2 2H4zM10 21h4"
          fill="none"
          stroke="currentColor"
          strokeWidth="2"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      </svg>
      {unread > 0 && (
        <span className="unread" aria-hidden="true">
          {count}
        </span>
      )}
    </Link>
  );
}
