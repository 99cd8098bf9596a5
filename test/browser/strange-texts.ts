import type { Page } from 'playwright-core';
import { type Setting, signedUp, smallPhone, windowOf } from './setting.ts';
import { card, equal, type Journey, limitMs, overflow, sees } from './steps.ts';

const rightToLeft = '\u202e';
const longHandle = 'a_handle_of_thirty_characters0';
const longWord = 'Donaudampfschifffahrtsgesellschaftskapitaenswitwe';

/** Texts that break the layout of other pages do not break this one, on a small phone, in light and dark mode. */
export async function strangeTexts({ promise, shot }: Journey, setting: Setting): Promise<string[]> {
  const ida = await signedUp(setting, longHandle);
  const as = setting.network.as(ida.token);
  await as.users.updateUser({
    account: { user: { displayName: longWord, bio: `${longWord}${longWord} ${rightToLeft}oib` } },
    updateMask: { paths: ['user.display_name', 'user.bio'] },
  });
  await as.posts.createPost({ text: `${longWord}${longWord}` });
  await as.posts.createPost({ text: `${rightToLeft}turned https://example.com/a back` });
  await as.posts.createPost({ text: 'שלום עולם' });
  const jon = await signedUp(setting, 'jon');
  const { post } = await setting.network.as(jon.token).posts.createPost({ text: 'Said by Jon' });
  await as.posts.repostPost({ postId: post!.id });
  const complaints: string[] = [];
  for (const dark of [false, true]) {
    const window = await windowOf(setting, ida, { ...smallPhone, dark });
    const { page } = window;
    const mode = dark ? 'dark' : 'light';
    await promise(`nothing scrolls sideways at 360 px (${mode})`, async () => {
      await sees(page, 'turned');
      equal(await overflow(page), 0);
      await page.goto(`${setting.network.httpUrl}/users/${ida.id}`);
      await page.getByRole('heading', { name: longWord }).waitFor({ timeout: limitMs });
      await sees(page, longWord);
      equal(await overflow(page), 0);
      await shot(page, `strange-texts-${mode}`);
      await card(page, 'Said by Jon').getByText('reposted').waitFor({ timeout: limitMs });
    });
    await promise(`every answer to a question can be read (${mode})`, async () => {
      await page.goto(setting.network.httpUrl);
      await page.getByLabel('What is happening?').fill(longWord);
      await page.getByRole('button', { name: 'Sign out' }).click();
      const answers = page.getByRole('dialog').getByRole('button');
      for (const answer of await answers.all()) {
        const own = await style(answer, 'backgroundColor');
        const clear = 'rgba(0, 0, 0, 0)';
        const behind = own === clear ? await style(page.getByRole('dialog'), 'backgroundColor') : own;
        equal(contrast(await style(answer, 'color'), behind) >= 4.5, true);
      }
      await shot(page, `sign-out-${mode}`);
      await page.getByRole('button', { name: 'Stay signed in' }).click();
      await page.getByLabel('What is happening?').fill('');
    });
    await promise(`an override in a text does not turn the letters of a link around (${mode})`, async () => {
      const link = card(page, 'turned').getByRole('link', { name: 'example.com/a' });
      equal(await readsLeftToRight(link), true);
    });
    await promise(`a Hebrew text is on its own side (${mode})`, async () => {
      const text = card(page, 'שלום').locator('.text').first();
      equal(await style(text, 'direction'), 'rtl');
    });
    await promise(`marks piled on a letter are cut off at the post (${mode})`, async () => {
      // The server refuses such texts now; older ones are still shown.
      const text = card(page, 'turned').locator('.text').first();
      equal(await style(text, 'overflowY'), 'clip');
    });
    complaints.push(...window.complaints);
  }
  return complaints;
}

type Element = ReturnType<Page['locator']>;

// Code that runs in the page is passed as text, because the tests are compiled for Node.js.
const inPage = (element: Element, work: string) =>
  element.evaluate(new Function('element', work) as (element: unknown) => unknown);
const style = (element: Element, name: string) => inPage(element, `return getComputedStyle(element).${name}`);

/** The contrast of two colours by WCAG 2: 1 to 21. */
function contrast(...colours: [unknown, unknown]): number {
  const luminances = colours.map((colour) => {
    const [red, green, blue] = [...String(colour).matchAll(/[\d.]+/g)].map(([part]) => {
      const share = Number(part) / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    }) as [number, number, number];
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  });
  return (Math.max(...luminances) + 0.05) / (Math.min(...luminances) + 0.05);
}

/** Whether its first letter is drawn left of its last one. */
const readsLeftToRight = (element: Element) =>
  inPage(
    element,
    `
      const text = document.createTreeWalker(element, NodeFilter.SHOW_TEXT).nextNode();
      const at = (offset) => {
        const range = document.createRange();
        range.setStart(text, offset);
        range.setEnd(text, offset + 1);
        return range.getBoundingClientRect().left;
      };
      return at(0) < at(text.length - 1);
    `,
  );
