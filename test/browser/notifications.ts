import type { BrowserContext, Page } from 'playwright-core';
import { until } from '../../platform/testing/until.ts';
import { mutedThreads, unmutedThreads } from './muted-threads.ts';
import { as, type Person, type Setting, signedUp, smallPhone, windowOf } from './setting.ts';
import { equal, home, isLive, type Journey, limitMs, overflow } from './steps.ts';

const bell = (page: Page) => page.getByRole('navigation').getByRole('link', { name: /^Notifications/ });
const row = (page: Page, text: string | RegExp) =>
  page.getByRole('list', { name: 'Your notifications' }).getByRole('listitem').filter({ hasText: text });
const sees = (page: Page, text: string | RegExp) => row(page, text).waitFor({ timeout: limitMs });
/** Waits for the badge of the bell. */
const unread = (page: Page, count: number) =>
  page
    .getByRole('link', {
      name: count === 0 ? 'Notifications' : `Notifications: ${count} unread`,
      exact: true,
    })
    .waitFor({ timeout: limitMs });

/** Notifications: shown at once, folded, read on every device, taken back, and switched off by kind. */
export async function notifications(journey: Journey, setting: Setting): Promise<string[]> {
  const nora = await signedUp(setting, 'nora');
  const desk = await windowOf(setting, nora);
  const phone = await windowOf(setting, nora, { ...smallPhone, dark: true });
  const fans = await Promise.all(
    ['otto', 'pia', 'quin', 'rosa', 'sven'].map((each) => signedUp(setting, each)),
  );
  const { posts } = await as(setting, nora);
  const postId = (await posts.createPost({ text: 'Does anybody read this?' })).post!.id;
  await shownAndTakenBack(journey, setting, { desk: desk.page, phone: phone.page, otto: fans[0]!, postId });
  await folded(journey, setting, { page: desk.page, fans, postId });
  await switchedOff(journey, setting, { page: phone.page, otto: fans[0]!, postId });
  const thread = { nora, otto: fans[0]!, postId };
  await mutedThreads(journey, setting, { ...thread, page: phone.page, text: 'And so forth' });
  const onDesk = { ...thread, page: desk.page, text: 'On and on' };
  await mutedThreads(journey, setting, onDesk);
  await unmutedThreads(journey, setting, onDesk);
  // An open list marks what it shows as read.
  for (const { page } of [desk, phone]) await home(page);
  await manyWindows(journey, setting, { context: desk.context, otto: fans[0]!, postId });
  await hidden(journey, setting, { nora, otto: fans[0]!, page: desk.page });
  return [...desk.complaints, ...phone.complaints];
}

interface LikedPost {
  readonly desk: Page;
  readonly phone: Page;
  readonly otto: Person;
  readonly postId: string;
}

async function shownAndTakenBack(
  { promise, shot }: Journey,
  setting: Setting,
  { desk, phone, otto, postId }: LikedPost,
): Promise<void> {
  const { posts } = await as(setting, otto);
  await promise('a like is shown on both devices of its author', async () => {
    equal(await bell(desk).getAttribute('aria-label'), 'Notifications');
    await posts.likePost({ postId });
    const startMs = performance.now();
    await unread(desk, 1);
    console.log(`# shown ${Math.round(performance.now() - startMs)} ms after the like`);
    await unread(phone, 1);
    await shot(desk, 'bell');
  });
  await promise('opened on one device, it is read on the other', async () => {
    await bell(desk).click();
    await sees(desk, /@otto liked your post.*Does anybody read this/);
    await unread(desk, 0);
    await unread(phone, 0);
    equal(await row(desk, '(new)').count(), 1);
    await shot(desk, 'notifications');
  });
  await promise('an unlike takes it back in an open list', async () => {
    await posts.unlikePost({ postId });
    await row(desk, 'otto').waitFor({ state: 'detached', timeout: limitMs });
    await desk.getByText('Nothing yet.').waitFor({ timeout: limitMs });
  });
  await promise('a reply leads to its thread', async () => {
    await posts.createPost({ text: 'I do', replyToPostId: postId });
    await sees(desk, /@otto replied to you.*I do/);
    await row(desk, 'I do').getByRole('link', { name: 'I do' }).click();
    await desk.getByRole('article').filter({ hasText: 'Does anybody' }).waitFor({ timeout: limitMs });
    await desk.goBack();
  });
}

interface Folded {
  readonly page: Page;
  readonly fans: readonly Person[];
  readonly postId: string;
}

async function folded(
  { promise, shot }: Journey,
  setting: Setting,
  { page, fans, postId }: Folded,
): Promise<void> {
  await promise('many likes of a post are one row with three people, which opens to everybody', async () => {
    for (const fan of fans) await (await as(setting, fan)).posts.likePost({ postId });
    await sees(page, /@sven.*@rosa.*@quin.*and 2 others liked your post/);
    equal(await row(page, 'liked').count(), 1);
    await shot(page, 'notifications-folded');
    await row(page, 'liked').getByRole('link', { name: '2 others' }).click();
    for (const { handle } of fans)
      await page.getByRole('main').getByRole('link', { name: handle }).waitFor({ timeout: limitMs });
    await page.getByRole('link', { name: '← Notifications' }).click();
    await sees(page, 'replied');
  });
  await promise('rows of earlier visits are not new', async () => {
    await home(page);
    await bell(page).click();
    await sees(page, 'liked');
    await until('all to be read', async () => (await row(page, '(new)').count()) === 0);
  });
}

interface Off {
  readonly page: Page;
  readonly otto: Person;
  readonly postId: string;
}

async function switchedOff(
  { promise, shot }: Journey,
  setting: Setting,
  { page, otto, postId }: Off,
): Promise<void> {
  const { posts } = await as(setting, otto);
  await promise('what is switched off is not shown', async () => {
    await bell(page).click();
    await page.getByRole('link', { name: 'Settings' }).click();
    const reposts = page.getByLabel('Reposts');
    // A reload before the answer would end the request.
    const saved = page.waitForResponse((answer) => answer.url().endsWith('/UpdateNotificationSettings'));
    await reposts.selectOption('Off');
    await saved;
    await page.reload();
    await reposts.waitFor({ timeout: limitMs });
    equal(await reposts.locator('option:checked').textContent(), 'Off');
    equal(await page.getByLabel('Likes').locator('option:checked').textContent(), 'From everybody');
    equal(await overflow(page), 0);
    await shot(page, 'notification-settings-phone');
    await posts.repostPost({ postId });
    await posts.createPost({ text: 'And this?', replyToPostId: postId });
    await page.getByRole('link', { name: '← Notifications' }).click();
    await sees(page, 'And this?');
    equal(await row(page, 'reposted').count(), 0);
    equal(await overflow(page), 0);
    await shot(page, 'notifications-phone');
  });
}

/** More than the connections that a browser opens to a server over HTTP/1.1. */
const windows = 8;

interface Many {
  readonly context: BrowserContext;
  readonly otto: Person;
  readonly postId: string;
}

async function manyWindows({ promise }: Journey, setting: Setting, { context, otto, postId }: Many) {
  await promise('eight visible windows of one browser all show it', async () => {
    const pages: Page[] = [];
    for (let n = 0; n < windows; n++) {
      const page = await context.newPage();
      pages.push(page);
      await page.goto(setting.network.httpUrl);
      await isLive(page);
      await unread(page, 0);
    }
    // Signed in only now: on a slow machine a token expires while the windows open.
    const { posts } = await as(setting, otto);
    await posts.createPost({ text: 'And in every window?', replyToPostId: postId });
    for (const page of pages) await unread(page, 1);
    for (const page of pages) await page.close();
  });
}

interface Hidden {
  readonly nora: Person;
  readonly otto: Person;
  readonly page: Page;
}

async function hidden({ promise }: Journey, setting: Setting, { nora, otto, page }: Hidden) {
  await promise('what a block hides does not stay in the badge', async () => {
    await unread(page, 1);
    const { graph } = await as(setting, nora);
    await graph.blockUser({ userId: otto.id });
    await page.reload();
    await unread(page, 1);
    await bell(page).click();
    await unread(page, 0);
  });
}
