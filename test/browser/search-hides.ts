import type { Page } from 'playwright-core';
import { until } from '../../platform/testing/until.ts';
import { password } from '../journeys/network.ts';
import { ask } from './search.ts';
import { as, desktop, type Person, type Setting, signedUp, windowOf } from './setting.ts';
import { type Journey, limitMs, searchBox, toSearch } from './steps.ts';

/** Two people, whose handles end alike and who both posted about a bittern. */
const [ivy, rex] = ['ivy_heron', 'rex_heron'] as const;
const postTabs = ['Newest', 'Best'] as const;
type Tab = (typeof postTabs)[number] | 'People';

/** What the page does not find: posts and people across a block, muted people who are not named, deactivated people. */
export async function searchHides({ promise, shot }: Journey, setting: Setting): Promise<string[]> {
  const people = { ivy: await signedUp(setting, ivy), rex: await signedUp(setting, rex) };
  const of = (person: Person) => as(setting, person);
  for (const person of [people.ivy, people.rex])
    await (await of(person)).posts.createPost({ text: `A bittern, says ${person.handle}` });
  const windows = {
    ivy: await windowOf(setting, people.ivy),
    rex: await windowOf(setting, people.rex),
    stranger: await setting.chromium.open(setting.network.httpUrl, desktop),
  };
  const ofIvy = windows.ivy.page;
  const ofRex = windows.rex.page;
  const ofStranger = windows.stranger.page;

  await promise('across a block no posts, people or suggestions are found, in either direction', async () => {
    for (const page of [ofIvy, ofRex, ofStranger]) {
      await becomesFound(page, 'bittern', [rex, ivy]);
      await suggests(page, [ivy, rex]);
    }
    const { graph } = await of(people.ivy);
    await graph.blockUser({ userId: people.rex.id });
    for (const [page, own, other] of [
      [ofIvy, ivy, rex],
      [ofRex, rex, ivy],
    ] as const) {
      for (const tab of postTabs) {
        await finds(page, tab, 'bittern', [own]);
        await finds(page, tab, `bittern from:${other}`, []);
      }
      await finds(page, 'People', 'heron', [own]);
      await suggests(page, [own]);
    }
    await finds(ofStranger, 'Newest', 'bittern', [rex, ivy]);
    await graph.unblockUser({ userId: people.rex.id });
    for (const page of [ofIvy, ofRex]) await finds(page, 'Newest', 'bittern', [rex, ivy]);
  });
  await promise('posts of a muted person are found only when from: names the person', async () => {
    const { graph } = await of(people.ivy);
    await graph.muteUser({ userId: people.rex.id });
    for (const tab of postTabs) {
      await finds(ofIvy, tab, 'bittern', [ivy]);
      await finds(ofIvy, tab, `bittern from:${rex}`, [rex]);
    }
    await shot(ofIvy, 'search-muted-person-named');
    await finds(ofIvy, 'People', 'rex', [rex]);
    await suggests(ofIvy, [ivy, rex]);
    await finds(ofRex, 'Newest', 'bittern', [rex, ivy]);
    await graph.unmuteUser({ userId: people.rex.id });
  });
  await promise('a deactivated person is not found until they are back', async () => {
    await (await of(people.rex)).users.deactivateUser({ password });
    for (const page of [ofIvy, ofStranger]) {
      await finds(page, 'Newest', 'bittern', [ivy]);
      await finds(page, 'Best', `bittern from:${rex}`, []);
      await finds(page, 'People', 'heron', [ivy]);
      await suggests(page, [ivy]);
    }
    await of(people.rex);
    for (const page of [ofIvy, ofStranger]) await becomesFound(page, 'bittern', [rex, ivy]);
  });
  return Object.values(windows).flatMap(({ complaints }) => complaints);
}

/** Searches once: what the page shows in the end is exactly this. */
async function finds(
  page: Page,
  tab: Tab,
  query: string,
  handles: readonly string[],
  withinMs = limitMs,
): Promise<void> {
  await ask(page, query);
  await page.getByRole('link', { name: tab, exact: true }).click();
  const elements = tab === 'People' ? '.people li' : 'section[aria-label="Results"] article';
  await shows(page, elements, handles, withinMs);
  if (handles.length === 0) await page.getByText('No posts found.').waitFor({ timeout: withinMs });
}

/** Searches until the page shows exactly these posts: an index is a moment behind. */
const becomesFound = (page: Page, query: string, handles: readonly string[]) =>
  until(
    `${query} finds ${handles.join(', ')}`,
    () =>
      finds(page, 'Newest', query, handles, 2_000).then(
        () => true,
        () => false,
      ),
    2 * limitMs,
  );

/** Types what both handles have, and waits for exactly these suggestions. */
async function suggests(page: Page, handles: readonly string[]): Promise<void> {
  await toSearch(page);
  await searchBox(page).fill('');
  await searchBox(page).fill('heron');
  await shows(page, '[role="option"]', handles);
}

/** Waits until the elements name exactly these people, in order. */
async function shows(
  page: Page,
  elements: string,
  handles: readonly string[],
  withinMs = limitMs,
): Promise<void> {
  const named = async () =>
    (await page.locator(elements).allTextContents()).map((text) => /@(\w+_heron)/.exec(text)?.[1]);
  await until(
    `${elements} of ${handles.join(', ') || 'nobody'}`,
    async () => JSON.stringify(await named()) === JSON.stringify(handles),
    withinMs,
  );
}
