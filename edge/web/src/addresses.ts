/** What a search lists: posts, newest or best first, or people. */
export const searchTabs = ['newest', 'best', 'people'] as const;
export type SearchTab = (typeof searchTabs)[number];

/** The addresses of the page. The gateway serves the page at these and answers 404 at others. */
export type Address =
  | { readonly page: 'home' | 'sign-up' | 'sign-in' | 'notifications' | 'notification-settings' }
  | { readonly page: 'notification'; readonly notificationId: string }
  | { readonly page: 'person'; readonly handle: string }
  | { readonly page: 'user'; readonly userId: string; readonly list?: 'followers' | 'following' }
  | { readonly page: 'thread'; readonly postId: string }
  | { readonly page: 'post-list'; readonly postId: string; readonly list: 'likes' | 'reposts' | 'quotes' }
  | { readonly page: 'search'; readonly query: string; readonly tab: SearchTab };

/**
 * @param path of a URL
 * @param parameters the part of a URL from the ? on
 * @returns undefined when it is not an address of the page
 */
export function addressOf(path: string, parameters = ''): Address | undefined {
  const [first = '', second, third, ...rest] = segmentsOf(path) ?? ['?'];
  if (rest.length > 0) return undefined;
  if (second === undefined) {
    if (first === '') return { page: 'home' };
    if (first === 'sign-up' || first === 'sign-in' || first === 'notifications') return { page: first };
    if (first === 'search') return searchOf(new URLSearchParams(parameters));
    const [, handle] = /^@(\w{1,30})$/.exec(first) ?? [];
    return handle === undefined ? undefined : { page: 'person', handle };
  }
  if (!/^\w{1,64}$/.test(second)) return undefined;
  if (first === 'notifications' && third === undefined) {
    if (second === 'settings') return { page: 'notification-settings' };
    return { page: 'notification', notificationId: second };
  }
  if (first === 'posts') {
    if (third === undefined) return { page: 'thread', postId: second };
    if (third === 'likes' || third === 'reposts' || third === 'quotes')
      return { page: 'post-list', postId: second, list: third };
  }
  if (first === 'users') {
    if (third === undefined) return { page: 'user', userId: second };
    if (third === 'followers' || third === 'following') return { page: 'user', userId: second, list: third };
  }
  return undefined;
}

function searchOf(parameters: URLSearchParams): Address {
  const wanted = parameters.get('tab');
  const tab = searchTabs.find((each) => each === wanted) ?? 'newest';
  return { page: 'search', query: parameters.get('q') ?? '', tab };
}

export const pathOfHandle = (handle: string) => `/@${handle}`;
export const pathOfUser = (userId: string) => `/users/${userId}`;
export const pathOfNotifications = () => '/notifications';
export const pathOfNotification = (id: string) => `/notifications/${id}`;
export const pathOfNotificationSettings = () => '/notifications/settings';
export const pathOfThread = (postId: string) => `/posts/${postId}`;

export function pathOfSearch(query: string, tab: SearchTab = 'newest'): string {
  const parameters = new URLSearchParams({
    ...(query !== '' && { q: query }),
    ...(tab !== 'newest' && { tab }),
  });
  return parameters.size === 0 ? '/search' : `/search?${parameters}`;
}

/** Decodes percent-encoding; a trailing slash is optional. */
function segmentsOf(path: string): string[] | undefined {
  if (path.startsWith('//')) return undefined;
  try {
    return path
      .replace(/^\//, '')
      .replace(/\/$/, '')
      .split('/')
      .map((segment) => decodeURIComponent(segment));
  } catch {
    return undefined;
  }
}
