import { until } from '../../platform/testing/until.ts';
import { type Setting, signedUp, windowOf } from './setting.ts';
import { card, equal, isLive, type Journey, limitMs, sees } from './steps.ts';

/** Navigating back, a lost network and a second window all show the current state. */
export async function comesBack({ promise }: Journey, setting: Setting): Promise<string[]> {
  const { network } = setting;
  const url = network.httpUrl;
  const kim = await signedUp(setting, 'kim');
  const lea = await signedUp(setting, 'lea');
  await network.as(kim.token).graph.followUser({ userId: lea.id });
  const { posts } = network.as(lea.token);
  for (let n = 1; n <= 50; n += 1) await posts.createPost({ text: `Line ${n}.` });
  const { page, context, complaints } = await windowOf(setting, kim);
  const scrolled = () => page.evaluate('scrollY') as Promise<number>;

  await promise('navigating back to a long profile restores the position', async () => {
    await page.goto(`${url}/users/${lea.id}`);
    await sees(page, 'Line 50.');
    await until('the older posts', async () => {
      await page.evaluate('scrollTo(0, document.body.scrollHeight)');
      return (await card(page, 'Line 10.').count()) === 1;
    });
    await card(page, 'Line 20.').scrollIntoViewIfNeeded();
    const before = await scrolled();
    equal(before > 1000, true);
    await card(page, 'Line 20.').locator('.time').click();
    await page.getByLabel('Write a reply').waitFor({ timeout: limitMs });
    await page.goBack();
    await until('the place', async () => Math.abs((await scrolled()) - before) < 50);
    await sees(page, 'Line 20.');
  });
  await promise('every page has a title of its own', async () => {
    const titled = async (path: string, title: string) => {
      await page.goto(url + path);
      await until(title, async () => (await page.title()) === title);
    };
    await titled('/', 'Home · Skein');
    await titled('/@lea', '@lea · Skein');
    const { post } = await posts.createPost({ text: 'A title' });
    await titled(`/posts/${post!.id}`, 'Thread · Skein');
    await titled(`/posts/${post!.id}/likes`, 'Liked by · Skein');
  });
  await promise('a page whose script could not be loaded says so', async () => {
    await page.route('**/assets/pages-*.js', (route) => route.abort());
    await page.reload();
    await page.getByRole('alert').filter({ hasText: 'could not be loaded' }).waitFor({ timeout: limitMs });
    await page.unroute('**/assets/pages-*.js');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('heading', { name: 'Liked by' }).waitFor({ timeout: limitMs });
  });
  await promise('what could not be loaded is loaded by another try', async () => {
    await page.route(/GetUser$|GetThread$/, (route) => route.abort());
    const { post } = await posts.createPost({ text: 'Line 51.' });
    for (const path of [`/posts/${post!.id}`, `/users/${lea.id}`, '/@lea']) {
      await page.goto(url + path);
      await page.getByRole('button', { name: 'Try again' }).waitFor({ timeout: limitMs });
    }
    await page.unroute(/GetUser$|GetThread$/);
    await page.getByRole('button', { name: 'Try again' }).click();
    await sees(page, 'Line 51.');
  });
  await promise('a like whose answer is lost is one like, and the keyboard stays at its button', async () => {
    await page.goto(url);
    await isLive(page);
    await page.route(
      '**/LikePost',
      async (route) => {
        await route.fetch();
        await route.abort();
      },
      { times: 1 },
    );
    const like = card(page, 'Line 50.').first().getByRole('button', { name: /^Like/ });
    await like.press('Enter');
    await card(page, 'Line 50.')
      .first()
      .getByRole('button', { name: 'Like: 1', pressed: true })
      .waitFor({ timeout: limitMs });
    await like.and(page.locator(':not([aria-disabled="true"])')).waitFor({ timeout: limitMs });
    equal(await page.evaluate("document.activeElement.getAttribute('aria-label')"), 'Like: 1');
    equal(await page.getByRole('alert').filter({ hasText: 'reached' }).count(), 0);
  });
  await promise('home in one window knows of an unfollow in another', async () => {
    const other = await context.newPage();
    await other.goto(`${url}/users/${lea.id}`);
    await other.getByRole('button', { name: 'Unfollow @lea' }).click();
    await card(page, 'Line').first().waitFor({ state: 'detached', timeout: limitMs });
    await page.goto(`${url}/users/${lea.id}`);
    await page.getByRole('button', { name: 'Follow @lea', exact: true }).waitFor({ timeout: limitMs });
    await other.getByRole('button', { name: 'Follow @lea', exact: true }).click();
    await page.getByRole('button', { name: 'Unfollow @lea' }).waitFor({ timeout: limitMs });
    await other.close();
  });
  return complaints;
}
