import type { Page } from 'playwright-core';
import { until } from '../../platform/testing/until.ts';
import { as, type Person, type Setting, signedUp, windowOf } from './setting.ts';
import { card, equal, follow, home, isLive, type Journey, limitMs, look, sees, visit } from './steps.ts';

/** Lists are complete and current: a change in one view appears in all. */
export async function lists(journey: Journey, setting: Setting): Promise<string[]> {
  const flo = await signedUp(setting, 'flo');
  const gus = await signedUp(setting, 'gus');
  const { page, complaints } = await windowOf(setting, flo);
  await following(journey, setting, page, gus);
  await threads(journey, setting, page, gus);
  await quotes(journey, setting, page, flo, gus);
  await manyArrivals(journey, setting, page, gus);
  return complaints;
}

async function following({ promise }: Journey, setting: Setting, page: Page, gus: Person): Promise<void> {
  await (await as(setting, gus)).posts.createPost({ text: 'Gus was here' });
  await promise('after a follow on a profile home has the posts, after an unfollow it has not', async () => {
    await follow(page, 'gus');
    await home(page);
    await sees(page, 'Gus was here');
    await visit(page, 'gus');
    await page.getByRole('button', { name: 'Unfollow @gus' }).click();
    await page.getByRole('button', { name: 'Follow @gus', exact: true }).waitFor({ timeout: limitMs });
    await home(page);
    await isLive(page);
    await card(page, 'Gus was here').waitFor({ state: 'detached', timeout: limitMs });
    await follow(page, 'gus');
    await home(page);
    await sees(page, 'Gus was here');
  });
}

async function threads({ promise }: Journey, setting: Setting, page: Page, gus: Person): Promise<void> {
  const { posts } = await as(setting, gus);
  const url = setting.network.httpUrl;
  const { post } = await posts.createPost({ text: 'Ask me anything' });
  const postId = post!.id;
  // Twenty at a time, because the token expires within seconds.
  for (let n = 0; n < 120; n += 20) {
    const texts = Array.from({ length: 20 }, (_, i) => `Answer ${n + i + 1}.`);
    await Promise.all(texts.map((text) => posts.createPost({ text, replyToPostId: postId })));
  }
  await promise('a thread of 120 replies is shown whole, the own reply too after a reload', async () => {
    await page.goto(`${url}/posts/${postId}`);
    await page.getByLabel('Write a reply').fill('My own answer');
    await page.getByRole('button', { name: 'Reply', exact: true }).click();
    await sees(page, 'My own answer');
    await page.getByRole('link', { name: 'Replies: 121' }).waitFor({ timeout: limitMs });
    await page.reload();
    await readToTheEnd(page);
    equal(
      await page
        .getByRole('article')
        .filter({ hasText: /Answer \d+\./ })
        .count(),
      120,
    );
    equal(await card(page, 'My own answer').count(), 1);
  });
  await promise('a deleted reply lowers the count', async () => {
    await card(page, 'My own answer').getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('link', { name: 'Replies: 120' }).waitFor({ timeout: limitMs });
  });
  for (let n = 1; n <= 45; n += 1) {
    const { token } = await signedUp(setting, `fan${n}`);
    const fan = setting.network.as(token).posts;
    await fan.likePost({ postId });
    await fan.repostPost({ postId });
    await fan.createPost({ text: `Quote ${n}`, quotedPostId: postId });
  }
  await promise('all likes, reposts and quotes are listed', async () => {
    for (const list of ['likes', 'reposts']) {
      await page.goto(`${url}/posts/${postId}/${list}`);
      await readToTheEnd(page);
      equal(await page.getByRole('main').getByRole('listitem').count(), 45);
    }
    await page.goto(`${url}/posts/${postId}/quotes`);
    await readToTheEnd(page);
    equal(await page.getByRole('article').count(), 45);
  });
  await promise('under a deleted post nothing can be written any more', async () => {
    await page.goto(`${url}/posts/${postId}`);
    await page.getByLabel('Write a reply').waitFor({ timeout: limitMs });
    await (await as(setting, gus)).posts.deletePost({ postId });
    await look(page, 'visible');
    await page.getByText('This post is gone.').first().waitFor({ timeout: limitMs });
    await page.getByLabel('Write a reply').waitFor({ state: 'detached', timeout: limitMs });
  });
}

async function quotes(
  { promise, shot }: Journey,
  setting: Setting,
  page: Page,
  flo: Person,
  gus: Person,
): Promise<void> {
  const hal = await signedUp(setting, 'hal');
  const { posts } = setting.network.as(hal.token);
  const said = async (text: string) => (await posts.createPost({ text })).post!.id;
  const [deleted, muted] = [await said('Hal will regret this'), await said('Hal is loud')];
  const quoting = (await as(setting, gus)).posts;
  await quoting.createPost({ text: 'Look at this', quotedPostId: deleted });
  await quoting.createPost({ text: 'And at that', quotedPostId: muted });
  await page.goto(setting.network.httpUrl);
  await sees(page, 'Hal will regret this');
  await promise('an open page drops the text of a quoted post that was deleted', async () => {
    await posts.deletePost({ postId: deleted });
    await look(page, 'visible');
    await card(page, 'Look at this').getByText('This post is gone.').waitFor({ timeout: limitMs });
    await card(page, 'Hal will regret this').waitFor({ state: 'detached', timeout: limitMs });
  });
  await promise('a quoted post of a muted user says so, and can be opened', async () => {
    await (await as(setting, flo)).graph.muteUser({ userId: hal.id });
    await page.reload();
    await card(page, 'And at that').getByText('You have muted').waitFor({ timeout: limitMs });
    await shot(page, 'tombstones');
    await card(page, 'And at that').getByRole('link', { name: 'Show the post' }).click();
    await sees(page, 'Hal is loud');
  });
  await promise('a mention leads to its user, also after a rename', async () => {
    await quoting.createPost({ text: 'Where is @hal today?' });
    const users = setting.network.as(hal.token).users;
    await users.updateUser({ account: { user: { handle: 'hal9' } }, updateMask: { paths: ['user.handle'] } });
    await signedUp(setting, 'hal');
    await page.goto(setting.network.httpUrl);
    await card(page, 'Where is').getByRole('link', { name: '@hal', exact: true }).click();
    await page.getByRole('heading', { name: 'hal9' }).waitFor({ timeout: limitMs });
  });
}

async function manyArrivals({ promise }: Journey, setting: Setting, page: Page, gus: Person): Promise<void> {
  const { posts } = await as(setting, gus);
  await promise('after 600 live arrivals "older" skips nothing', async () => {
    await page.goto(setting.network.httpUrl);
    await isLive(page);
    for (let n = 1; n <= 600; n += 20)
      await Promise.all(
        Array.from({ length: 20 }, (_, at) => posts.createPost({ text: `Number ${n + at}.` })),
      );
    // A busy machine needs time for so many.
    await card(page, 'Number 600.').waitFor({ timeout: 4 * limitMs });
    await readToTheEnd(page);
    const shown = await page.getByRole('article').locator('.text').allTextContents();
    const numbers = new Set(shown.flatMap((text) => /^Number (\d+)\.$/.exec(text)?.[1] ?? []));
    equal(numbers.size, 600);
  });
}

/** Scrolls down to the end of the list. */
async function readToTheEnd(page: Page): Promise<void> {
  await page
    .getByRole('main')
    .getByRole('article')
    .or(page.getByRole('listitem'))
    .first()
    .waitFor({ timeout: limitMs });
  await until(
    'the end of the list',
    async () => {
      await page.evaluate('scrollTo(0, document.body.scrollHeight)');
      return (await page.locator('button.more').count()) === 0;
    },
    4 * limitMs,
  );
}
