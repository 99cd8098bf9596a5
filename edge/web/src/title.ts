import { useEffect } from 'react';

/** Sets the page's title, for the tab, the history and screen readers. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = title === '' ? 'Skein' : `${title} · Skein`;
  }, [title]);
}
