import type { Page } from 'playwright-core';
import { until } from '../../platform/testing/until.ts';
import { as, desktop, type Setting, signedUp, smallPhone, windowOf } from './setting.ts';
import { card, equal, home, type Journey, limitMs, overflow, searchBox, sees, toSearch } from './steps.ts';

/** Searching: the box with its suggestions, results that are current, and what a refused query says. */
export async function search(journey: Journey, setting: Setting): Promise<string[]> {
  const sam = await signedUp(setting, 'sam_searcher');
  const tea = await signedUp(setting, 'tea_finder');
  const { users } = await as(setting, tea);
  await users.updateUser({
    account: { user: { displayName: 'Théa', bio: 'Collects lighthouses' } },
    updateMask: { paths: ['user.display_name', 'user.bio'] },
  });
  const { page, complaints } = await windowOf(setting, sam);
  await posts(journey, setting, page);
  await suggestions(journey, page);
  await refusals(journey, page);
  return [...complaints, ...(await strangers(journey, setting)), ...(await phones(journey, setting))];
}

/** Searches until the condition holds: an index is a moment behind. */
async function finds(
  page: Page,
  query: string,
  what: string,
  condition: () => Promise<boolean>,
): Promise<void> {
  await until(
    `${what} for ${query}`,
    async () => {
      await ask(page, query);
      // An empty list of results has no size, so it is never visible.
      await page
        .locator('[aria-busy="false"], .people')
        .first()
        .waitFor({ state: 'attached', timeout: limitMs });
      return condition();
    },
    limitMs,
  );
}

export async function ask(page: Page, query: string): Promise<void> {
  await toSearch(page);
  await searchBox(page).fill(query);
  await searchBox(page).press('Enter');
}

const isShown = (page: Page, text: string) => async () => (await card(page, text).count()) === 1;

async function posts({ promise, shot }: Journey, setting: Setting, page: Page): Promise<void> {
  const tea = { id: '', handle: 'tea_finder', token: '' };
  await promise('what was just posted is found, and is gone once it is deleted', async () => {
    await page.getByLabel('What is happening?').fill('A lighthouse at #Duskfall, quite alone');
    await page.getByRole('button', { name: 'Post', exact: true }).click();
    await sees(page, 'quite alone');
    const startMs = performance.now();
    await finds(page, 'LIGHTHOUSE "quite alone"', 'the post', isShown(page, 'quite alone'));
    console.log(`# found ${Math.round(performance.now() - startMs)} ms after it was posted`);
    equal(await page.title(), 'LIGHTHOUSE "quite alone" – Search · Skein');
    await card(page, 'quite alone').getByRole('button', { name: 'Delete' }).click();
    await card(page, 'quite alone').waitFor({ state: 'detached', timeout: limitMs });
    await ask(page, 'lighthouse "quite alone"');
    await page.getByText('No posts found.').waitFor({ timeout: limitMs });
  });
  const other = (await as(setting, tea)).posts;
  await other.createPost({ text: 'The keeper of #Duskfall waves' });
  for (let n = 1; n <= 45; n += 1) await other.createPost({ text: `Wave ${n}. of forty-five` });
  await promise('a like among results is a like everywhere', async () => {
    await finds(page, 'from:tea_finder #duskfall', 'the post', isShown(page, 'The keeper'));
    await card(page, 'The keeper').getByRole('button', { name: /^Like/ }).click();
    await page.getByRole('link', { name: 'Best', exact: true }).click();
    await card(page, 'The keeper')
      .getByRole('button', { name: 'Like: 1', pressed: true })
      .waitFor({ timeout: limitMs });
    await shot(page, 'search-best');
  });
  await promise('a hashtag of a post leads to what has it', async () => {
    await card(page, 'The keeper').getByRole('link', { name: '#Duskfall' }).click();
    await until('the search', async () => (await searchBox(page).inputValue()) === '#Duskfall');
    await sees(page, 'The keeper');
  });
  await promise('results go on page by page, newest first, and going back restores the place', async () => {
    await finds(page, 'wave from:tea_finder', 'the newest post', async () =>
      ((await page.getByRole('article').first().textContent()) ?? '').includes('Wave 45.'),
    );
    await until('all results', async () => {
      await page.evaluate('scrollTo(0, document.body.scrollHeight)');
      return (await card(page, 'Wave ').count()) === 45;
    });
    await card(page, 'Wave 10.').locator('.time').click();
    await page.getByLabel('Write a reply').waitFor({ timeout: limitMs });
    await page.goBack();
    await card(page, 'Wave 1.').waitFor({ timeout: limitMs });
    equal(await card(page, 'Wave ').count(), 45);
    equal((await page.evaluate('scrollY')) !== 0, true);
  });
}

async function suggestions({ promise, shot }: Journey, page: Page): Promise<void> {
  const option = (text: string) => page.getByRole('option').filter({ hasText: text });
  await promise('people and hashtags are suggested while typing, and the keyboard takes one', async () => {
    await home(page);
    const box = searchBox(page);
    await box.pressSequentially('thea');
    await option('@tea_finder').waitFor({ timeout: limitMs });
    equal(await box.getAttribute('aria-expanded'), 'true');
    await box.press('ArrowDown');
    equal(await page.locator(`[id="${await box.getAttribute('aria-activedescendant')}"]`).count(), 1);
    equal(await option('@tea_finder').getAttribute('aria-selected'), 'true');
    await shot(page, 'search-typeahead');
    await box.press('ArrowUp');
    equal(await box.getAttribute('aria-activedescendant'), null);
    await box.press('ArrowUp');
    await box.press('Enter');
    await page.getByRole('heading', { name: 'Théa' }).waitFor({ timeout: limitMs });
    await box.pressSequentially('#dusk');
    await option('#duskfall').click();
    await sees(page, 'The keeper');
  });
  await promise(
    'a suggestion completes an operator, and Escape closes the list, then clears the box',
    async () => {
      const box = searchBox(page);
      await box.fill('wave from:tea_f');
      await option('@tea_finder').waitFor({ timeout: limitMs });
      await chooseAndType(page, 'to:tea_f');
      equal(await box.inputValue(), 'wave from:tea_finder to:tea_f');
      await option('@tea_finder').waitFor({ timeout: limitMs });
      await box.press('Escape');
      equal([await option('').count(), await box.inputValue()], [0, 'wave from:tea_finder to:tea_f']);
      await box.press('Escape');
      equal(await box.inputValue(), '');
    },
  );
  await promise('people are found by words of a bio, and can be followed', async () => {
    await ask(page, 'lighthouses');
    await page.getByRole('link', { name: 'People', exact: true }).click();
    await page.getByRole('button', { name: 'Follow @tea_finder' }).click();
    await page.getByRole('button', { name: 'Unfollow @tea_finder' }).waitFor({ timeout: limitMs });
    await shot(page, 'search-people');
    await home(page);
    await sees(page, 'Wave 45.');
  });
}

/** Types the first character before the browser paints the choice, as a fast person does on a slow phone. */
async function chooseAndType(page: Page, text: string): Promise<void> {
  await page.evaluate(`(async () => {
    document.querySelector('[role="option"]').click();
    await Promise.resolve();
    document.execCommand('insertText', false, ${JSON.stringify(text.slice(0, 1))});
    await new Promise(requestAnimationFrame);
  })()`);
  await searchBox(page).pressSequentially(text.slice(1));
}

async function refusals({ promise, shot }: Journey, page: Page): Promise<void> {
  await promise('a query that is not understood is marked, and the operators are explained', async () => {
    await ask(page, 'gulls since:tomorrow sea');
    const alert = page.getByRole('alert').filter({ hasText: 'not understood' });
    await alert.waitFor({ timeout: limitMs });
    equal(await alert.locator('mark').textContent(), 'since:tomorrow');
    await shot(page, 'search-refused');
    await page.getByRole('link', { name: '#photo' }).click();
    equal(await page.evaluate('location.search'), '?q=%23photo');
  });
  await promise('when search does not answer, the page says so, and another try works', async () => {
    await page.route('**/SearchPosts', (route) => route.abort(), { times: 1 });
    await ask(page, 'from:tea_finder keeper');
    await page.getByRole('alert').filter({ hasText: 'could not be reached' }).waitFor({ timeout: limitMs });
    await page.getByRole('button', { name: 'Try again' }).click();
    await sees(page, 'The keeper');
  });
}

/** Without a session, a search is open, and the sign-in form does not load it. */
async function strangers({ promise }: Journey, { chromium, network }: Setting): Promise<string[]> {
  const { page, complaints } = await chromium.open('about:blank', desktop);
  await promise('the first load is small, and search is not in it', async () => {
    let bytes = 0;
    const scripts: string[] = [];
    page.on('response', (response) => {
      bytes += Number(response.headers()['content-length'] ?? 0);
      scripts.push(response.url());
    });
    await page.goto(network.httpUrl, { waitUntil: 'networkidle' });
    equal(
      scripts.filter((url) => /search|pages/.test(url)),
      [],
    );
    equal(bytes > 50_000 && bytes < firstLoadBytes, true);
  });
  await promise('people who are not signed in find public posts', async () => {
    await ask(page, 'from:tea_finder keeper');
    await sees(page, 'The keeper');
  });
  return complaints;
}

/** The compressed sign-in form with its script, style and icon. */
const firstLoadBytes = 132_000;

async function phones({ promise, shot }: Journey, setting: Setting): Promise<string[]> {
  const complaints: string[] = [];
  for (const dark of [false, true]) {
    const mode = dark ? 'dark' : 'light';
    const window = await setting.chromium.open(setting.network.httpUrl, { ...smallPhone, dark });
    const { page } = window;
    await promise(`search fits a small phone (${mode})`, async () => {
      await toSearch(page);
      await searchBox(page).pressSequentially('tea_f');
      await page.getByRole('option').first().waitFor({ timeout: limitMs });
      await shot(page, `search-typeahead-phone-${mode}`);
      equal(await overflow(page), 0);
      for (const query of ['wave', 'a'.repeat(300), 'gulls since:tomorrow']) {
        await ask(page, query);
        await page
          .getByText(/Wave 45|No posts found|not understood/)
          .first()
          .waitFor({ timeout: limitMs });
        equal(await overflow(page), 0);
        await shot(page, `search-phone-${mode}`);
      }
    });
    complaints.push(...window.complaints);
  }
  return complaints;
}
