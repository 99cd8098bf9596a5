import type { Page } from 'playwright-core';
import { until } from '../../platform/testing/until.ts';
import { as, type Person, type Setting } from './setting.ts';
import { card, equal, type Journey, limitMs, overflow } from './steps.ts';

export interface Muted {
  readonly page: Page;
  readonly nora: Person;
  readonly otto: Person;
  /** A post of Nora's. */
  readonly postId: string;
  /** What Otto replies. */
  readonly text: string;
}

const bell = (page: Page) => page.getByRole('navigation').getByRole('link', { name: /^Notifications/ });
const row = (page: Page, text: string) =>
  page.getByRole('list', { name: 'Your notifications' }).getByRole('listitem').filter({ hasText: text });
const openMenu = (page: Page, text: string) =>
  card(page, text).first().getByRole('button', { name: 'Menu' }).click();
const item = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const listed = (page: Page) => page.getByRole('region', { name: 'Muted threads' }).getByRole('listitem');

async function openSettings(page: Page): Promise<void> {
  await bell(page).click();
  await page.getByRole('link', { name: 'Settings' }).click();
  await page.getByRole('heading', { name: 'Muted threads' }).waitFor({ timeout: limitMs });
}

/** A thread is muted in the menu of one of its posts, and unmuted in the settings. */
export async function mutedThreads(
  { promise, shot }: Journey,
  setting: Setting,
  { page, nora, otto, postId, text }: Muted,
): Promise<void> {
  const { posts } = await as(setting, otto);
  const reply = (await posts.createPost({ text, replyToPostId: postId })).post!.id;
  const width = page.viewportSize()?.width;

  await promise('a thread muted by one of its posts notifies of nothing', async () => {
    await bell(page).click();
    await row(page, text).waitFor({ timeout: limitMs });
    await page.goto(`${setting.network.httpUrl}/posts/${reply}`);
    await openMenu(page, text);
    await item(page, 'Mute this thread').click();
    await item(page, 'Unmute this thread').waitFor({ timeout: limitMs });
    equal(await overflow(page), 0);
    await shot(page, `post-menu-${width}`);
    await page.keyboard.press('Escape');
    await item(page, 'Unmute this thread').waitFor({ state: 'detached', timeout: limitMs });
    await openMenu(page, 'Does anybody');
    await item(page, 'Unmute this thread').waitFor({ timeout: limitMs });
    await page.getByRole('heading', { name: 'Thread' }).dispatchEvent('pointerdown');
    await item(page, 'Unmute this thread').waitFor({ state: 'detached', timeout: limitMs });
    const { notifications } = await as(setting, nora);
    equal((await notifications.getThreadMute({ postId })).muted, true);
    await bell(page).click();
    await row(page, text).waitFor({ state: 'detached', timeout: limitMs });
  });
  await promise('the settings list the muted threads, and unmute them', async () => {
    await openSettings(page);
    await listed(page).filter({ hasText: 'Does anybody read this?' }).waitFor({ timeout: limitMs });
    equal(await listed(page).count(), 1);
    equal(await overflow(page), 0);
    await shot(page, `muted-threads-${width}`);
    await listed(page).getByRole('button', { name: 'Unmute' }).click();
    await page.getByText('None. A thread is muted in the menu').waitFor({ timeout: limitMs });
    equal(await listed(page).count(), 0);
    const { notifications } = await as(setting, nora);
    equal((await notifications.getThreadMute({ postId })).muted, false);
    await page.getByRole('link', { name: '← Notifications' }).click();
    await row(page, text).waitFor({ timeout: limitMs });
  });
}

/** A thread is unmuted where it was muted, and in the settings when its first post is gone. */
export async function unmutedThreads(
  { promise }: Journey,
  setting: Setting,
  { page, nora, otto, postId, text }: Muted,
): Promise<void> {
  await promise('a muted thread is unmuted where it was muted', async () => {
    await row(page, text).getByRole('link', { name: text }).click();
    await openMenu(page, text);
    await item(page, 'Mute this thread').click();
    await item(page, 'Unmute this thread').click();
    await item(page, 'Mute this thread').waitFor({ timeout: limitMs });
    const { notifications } = await as(setting, nora);
    equal((await notifications.getThreadMute({ postId })).muted, false);
  });
  await promise('a muted thread whose first post is gone is unmuted in the settings', async () => {
    const { notifications } = await as(setting, nora);
    const { posts } = await as(setting, otto);
    const gone = (await posts.createPost({ text: 'soon gone' })).post!.id;
    await notifications.muteThread({ postId: gone });
    await posts.deletePost({ postId: gone });
    await openSettings(page);
    await listed(page).filter({ hasText: 'Its first post is not available.' }).waitFor({ timeout: limitMs });
    await listed(page).getByRole('button', { name: 'Unmute' }).click();
    await until('no thread to be listed', async () => (await listed(page).count()) === 0);
    equal((await notifications.listMutedThreads({})).threads, []);
  });
}
