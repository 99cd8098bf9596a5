import { until } from '../../platform/testing/until.ts';
import { type Setting, signedUp, windowOf } from './setting.ts';
import { card, equal, home, type Journey, limitMs, sees, signIn } from './steps.ts';

/** Typed text is never lost, and a sent text becomes one post. */
export async function drafts({ promise, shot }: Journey, setting: Setting): Promise<string[]> {
  const eve = await signedUp(setting, 'eve');
  const posts = setting.network.as(eve.token).posts;
  await posts.createPost({ text: 'Something to answer' });
  const { page, context, complaints } = await windowOf(setting, eve);
  const composer = page.getByLabel('What is happening?');
  const button = page.getByRole('button', { name: 'Post', exact: true });
  const open = () =>
    card(page, 'Something to answer')
      .first()
      .getByRole('link', { name: /Replies/ })
      .click();
  const textOf = async (label: string) => page.getByLabel(label).inputValue({ timeout: limitMs });

  await promise('a draft survives threads, profiles, going back and a reload', async () => {
    await composer.fill('not finished');
    await open();
    await page.getByLabel('Write a reply').fill('not finished either');
    await page.goBack();
    equal(await textOf('What is happening?'), 'not finished');
    await page.getByRole('navigation').getByRole('link', { name: '@eve' }).click();
    await page.getByRole('heading', { name: 'eve' }).waitFor({ timeout: limitMs });
    await page.reload();
    await home(page);
    equal(await textOf('What is happening?'), 'not finished');
    await open();
    equal(await textOf('Write a reply'), 'not finished either');
    await home(page);
  });
  await promise('an answer that gets lost, and a text changed and changed back, make one post', async () => {
    await page.route('**/CreatePost', async (route) => {
      await route.fetch();
      await route.abort();
    });
    await composer.fill('said once');
    await button.click();
    await page.getByRole('alert').filter({ hasText: 'could not be reached' }).waitFor({ timeout: limitMs });
    await page.unroute('**/CreatePost');
    await composer.fill('said once!');
    await composer.fill('said once');
    await button.click();
    // The stream may deliver it before the response.
    await until('the draft to be done with', async () => (await textOf('What is happening?')) === '');
    await page.reload();
    await sees(page, 'said once');
    equal(await card(page, 'said once').count(), 1);
  });
  await promise('what is typed while a post is under way stays', async () => {
    const answer = Promise.withResolvers<void>();
    await page.route('**/CreatePost', async (route) => {
      await answer.promise;
      await route.continue();
    });
    await composer.fill('the first');
    await button.click();
    await composer.fill('the second');
    answer.resolve();
    await sees(page, 'the first');
    await button.and(page.locator(':enabled')).waitFor({ timeout: limitMs });
    equal(await textOf('What is happening?'), 'the second');
    await page.unroute('**/CreatePost');
  });
  await promise('Enter that ends a composition does not post', async () => {
    await composer.focus();
    await page.evaluate(
      "document.activeElement.dispatchEvent(new KeyboardEvent('keydown', " +
        "{ key: 'Enter', ctrlKey: true, isComposing: true, bubbles: true }))",
    );
    equal(await textOf('What is happening?'), 'the second');
    await composer.press('Control+Enter');
    await sees(page, 'the second');
  });
  await promise('a tab is refused in words of its own', async () => {
    await composer.fill('a\tb');
    await page.getByRole('alert').filter({ hasText: 'character' }).waitFor({ timeout: limitMs });
    equal(await button.isDisabled(), true);
    equal(await textOf('What is happening?'), 'a\tb');
  });
  await promise('signing out asks for drafts, and keeps them for the account', async () => {
    await composer.fill('for tomorrow');
    const other = await context.newPage();
    await other.goto(setting.network.httpUrl);
    await other.getByRole('button', { name: 'Sign out' }).click();
    await shot(other, 'sign-out');
    await other.getByRole('button', { name: 'Stay signed in' }).click();
    await other.getByRole('button', { name: 'Sign out' }).click();
    await other.getByRole('button', { name: 'Keep and sign out' }).click();
    await page.getByRole('button', { name: 'Sign in' }).waitFor({ timeout: limitMs });
    await page.reload();
    await signIn(page, 'eve');
    equal(await textOf('What is happening?'), 'for tomorrow');
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('button', { name: 'Delete and sign out' }).click();
    await page.getByRole('button', { name: 'Sign in' }).waitFor({ timeout: limitMs });
    equal(await page.evaluate('Object.keys(localStorage).filter((key) => /draft/.test(key)).length'), 0);
  });
  return complaints;
}
