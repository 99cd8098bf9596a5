import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { password } from '../journeys/network.ts';

/** The time limit of the page, in milliseconds: the machine may be busy. */
export const limitMs = 15_000;

export const card = (page: Page, text: string) => page.getByRole('article').filter({ hasText: text });
export const sees = (page: Page, text: string) => card(page, text).first().waitFor({ timeout: limitMs });
export const isLive = (page: Page) =>
  page.getByRole('status').filter({ hasText: 'Live' }).waitFor({ timeout: limitMs });

export async function signUp(page: Page, handle: string): Promise<void> {
  await page.getByRole('link', { name: 'Sign up' }).first().click();
  await page.getByLabel('Handle').fill(handle);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign up' }).click();
  await isLive(page);
}

export async function signIn(page: Page, handle: string): Promise<void> {
  await page.getByLabel('Handle').fill(handle);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

export async function post(page: Page, text: string): Promise<void> {
  await page.getByLabel('What is happening?').fill(text);
  await page.getByRole('button', { name: 'Post', exact: true }).click();
  await sees(page, text);
}

export const searchBox = (page: Page) => page.getByRole('combobox', { name: 'Search' });

/** Shows the search box: narrow windows have it on a page of its own. */
export async function toSearch(page: Page): Promise<void> {
  const link = page.getByRole('link', { name: 'Search', exact: true });
  await searchBox(page).or(link).first().waitFor({ timeout: limitMs });
  if (!(await searchBox(page).isVisible())) await link.click();
}

export async function visit(page: Page, handle: string): Promise<void> {
  await toSearch(page);
  await searchBox(page).fill(`@${handle}`);
  await page
    .getByRole('option')
    .filter({ hasText: new RegExp(`@${handle}\\b`, 'i') })
    .click();
  await page.getByRole('heading', { name: handle }).waitFor({ timeout: limitMs });
}

export const home = (page: Page) => page.getByRole('link', { name: 'Home' }).click();

export async function follow(page: Page, handle: string): Promise<void> {
  await visit(page, handle);
  await page.getByRole('button', { name: `Follow @${handle}` }).click();
  await page.getByRole('button', { name: `Unfollow @${handle}` }).waitFor({ timeout: limitMs });
}

/** Simulates hiding or showing the window. */
export const look = (page: Page, state: 'hidden' | 'visible') =>
  page.evaluate(
    `Object.defineProperty(document, 'visibilityState', { value: '${state}', configurable: true });` +
      "document.dispatchEvent(new Event('visibilitychange'))",
  );

/** How many CSS pixels the page is wider than the window. */
export const overflow = (page: Page) =>
  page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');

export function equal(found: unknown, wanted: unknown): void {
  const [is, should] = [JSON.stringify(found), JSON.stringify(wanted)];
  if (is !== should) throw new Error(`${is} instead of ${should}`);
}

export interface Journey {
  /** One guarantee of the page; it holds when `work` succeeds. */
  promise(what: string, work: () => Promise<unknown>): Promise<void>;
  shot(page: Page, name: string): Promise<unknown>;
  failed(): number;
}

/**
 * @param screenshots a folder
 * @param way how the page is reached; part of what is printed
 */
export function startJourney(screenshots: string, way: string): Journey {
  let failed = 0;
  return {
    async promise(what, work) {
      try {
        await work();
        console.log(`ok - ${way}: ${what}`);
      } catch (error) {
        failed += 1;
        console.log(`not ok - ${way}: ${what}: ${error instanceof Error ? error.message : error}`);
      }
    },
    shot: (page, name) => page.screenshot({ path: join(screenshots, `${way}-${name}.png`) }),
    failed: () => failed,
  };
}
