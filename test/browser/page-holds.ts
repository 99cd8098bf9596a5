import type { Page } from 'playwright-core';
import { until } from '../../platform/testing/until.ts';
import { apiDocs } from './api-docs.ts';
import { comesBack } from './comes-back.ts';
import { drafts } from './drafts.ts';
import { lists } from './lists.ts';
import { notifications } from './notifications.ts';
import { search } from './search.ts';
import { searchHides } from './search-hides.ts';
import { desktop, type Setting, signedUp } from './setting.ts';
import { equal, isLive, type Journey, limitMs, signIn } from './steps.ts';
import { strangeTexts } from './strange-texts.ts';

/**
 * Known failures of other pages: lost drafts, stale lists, texts that break the layout.
 * @returns complaints of browsers
 */
export async function pageHolds(journey: Journey, setting: Setting): Promise<string[]> {
  return [
    ...(await drafts(journey, setting)),
    ...(await lists(journey, setting)),
    ...(await comesBack(journey, setting)),
    ...(await search(journey, setting)),
    ...(await searchHides(journey, setting)),
    ...(await notifications(journey, setting)),
    ...(await strangeTexts(journey, setting)),
    ...(await doorsOfThePage(journey, setting)),
    ...(await apiDocs(journey, setting)),
  ];
}

async function doorsOfThePage({ promise }: Journey, setting: Setting): Promise<string[]> {
  const { network, chromium } = setting;
  const url = network.httpUrl;
  const { id, handle } = await signedUp(setting, 'Dora');
  const { page, complaints } = await chromium.open(url, desktop);
  await promise('a handle with blanks or an @ signs in', async () => {
    await signIn(page, ` @${handle} `);
    await isLive(page);
  });
  await promise('a renamed person finds her own profile behind her own link', async () => {
    const { accessToken } = JSON.parse(await page.evaluate("localStorage.getItem('skein.session')"));
    await network.as(accessToken).users.updateUser({
      account: { user: { handle: 'dora2' } },
      updateMask: { paths: ['user.handle'] },
    });
    await signedUp(setting, handle);
    await page
      .getByRole('navigation')
      .getByRole('link', { name: `@${handle}` })
      .click();
    await page.getByRole('heading', { name: 'dora2' }).waitFor({ timeout: limitMs });
    await page.reload();
    await page.getByRole('navigation').getByRole('link', { name: '@dora2' }).waitFor({ timeout: limitMs });
  });
  await promise('addresses work encoded, with a slash at the end, and by id', async () => {
    for (const path of ['/%40dora2', '/@dora2/', `/users/${id}`, `/users/${id}/followers/`]) {
      equal((await page.goto(url + path))?.status(), 200);
      await page.getByRole('heading', { name: 'dora2' }).waitFor({ timeout: limitMs });
    }
    equal((await page.goto(`${url}/no/such/place`))?.status(), 404);
  });
  await promise('a session that is over leads to the form, wherever one is', async () => {
    await page.goto(url);
    await isLive(page);
    const ended = (session: string) => {
      const over = { ...JSON.parse(session), accessToken: 'x', refreshToken: 'x', accessExpiresMs: 0 };
      return `localStorage.setItem('skein.session', ${JSON.stringify(JSON.stringify(over))})`;
    };
    await page.evaluate(ended(await page.evaluate("localStorage.getItem('skein.session')")));
    await page.reload();
    await page.getByRole('button', { name: 'Sign in' }).waitFor({ timeout: limitMs });
  });
  await promise('times go on while the page is open', async () => {
    await signIn(page, 'dora2');
    await isLive(page);
    await page.getByLabel('What is happening?').fill('What time is it?');
    await page.getByRole('button', { name: 'Post', exact: true }).click();
    const time = page.getByRole('article').filter({ hasText: 'What time' }).locator('time').first();
    equal(await time.textContent(), 'now');
    await later(page, 2 * 3_600_000 + 60_000);
    await until('the time to be written again', async () => /^2\s?h/.test((await time.textContent()) ?? ''));
  });
  return complaints;
}

/** Advances the page's clock, as after being open for long, and wakes it. */
async function later(page: Page, ms: number): Promise<void> {
  await page.evaluate(
    `{ const then = Date.now.bind(Date); Date.now = () => then() + ${ms}; }` +
      "document.dispatchEvent(new Event('visibilitychange'))",
  );
}
