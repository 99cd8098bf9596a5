import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { until } from '../../platform/testing/until.ts';
import { password, runNetwork } from '../journeys/network.ts';
import type { Arrived } from './arrived.ts';
import { bundled } from './bundle.ts';
import { startChromium, type Window } from './chromium.ts';

const [, , executablePath, screenshots] = process.argv as [string, string, string, string];
/** How long the page may take for anything, in milliseconds: the machine may be busy. */
const limitMs = 15_000;
let failed = 0;

/** One promise of the page: it holds when `work` ends well. */
async function promise(what: string, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
    console.log(`ok - ${what}`);
  } catch (error) {
    failed += 1;
    console.log(`not ok - ${what}: ${error instanceof Error ? error.message : error}`);
  }
}

const shot = (page: Page, name: string) => page.screenshot({ path: join(screenshots, `${name}.png`) });
const card = (page: Page, text: string) => page.getByRole('article').filter({ hasText: text });
const sees = (page: Page, text: string) => card(page, text).first().waitFor({ timeout: limitMs });

async function signUp(page: Page, handle: string): Promise<void> {
  await page.getByRole('link', { name: 'Sign up' }).first().click();
  await page.getByLabel('Handle').fill(handle);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign up' }).click();
  await page.getByRole('status').filter({ hasText: 'Live' }).waitFor({ timeout: limitMs });
}

async function post(page: Page, text: string): Promise<void> {
  await page.getByLabel('What is happening?').fill(text);
  await page.getByRole('button', { name: 'Post', exact: true }).click();
  await sees(page, text);
}

async function visit(page: Page, handle: string): Promise<void> {
  await page.getByLabel('Handle of a person').fill(`@${handle}`);
  await page.getByRole('button', { name: 'Go' }).click();
  await page.getByRole('heading', { name: handle }).waitFor({ timeout: limitMs });
}

const home = (page: Page) => page.getByRole('link', { name: 'Home' }).click();

async function follow(page: Page, handle: string): Promise<void> {
  await visit(page, handle);
  await page.getByRole('button', { name: `Follow @${handle}` }).click();
  await page.getByRole('button', { name: `Unfollow @${handle}` }).waitFor({ timeout: limitMs });
}

function talk(ada: Page, bob: Page): [from: Page, to: Page, text: string][] {
  return [
    [bob, ada, '@ada And the gulls are loud enough for everybody ☕️'],
    [
      ada,
      bob,
      'A skein is a flock of geese in flight, and a length of yarn. Both hold together by following.',
    ],
    [bob, ada, 'Anyone with a good recipe for rye bread? Mine is a brick. #baking'],
    [ada, bob, '@bob Less flour, more patience.\nAnd a hot stone, if you have one.'],
  ];
}

const equal = (found: unknown, wanted: unknown) => {
  const [is, should] = [JSON.stringify(found), JSON.stringify(wanted)];
  if (is !== should) throw new Error(`${is} instead of ${should}`);
};

async function journey(ada: Window, bob: Window, url: string): Promise<void> {
  await shot(ada.page, 'sign-in');
  await promise('Ada signs up', () => signUp(ada.page, 'ada'));
  await promise('Bob signs up, on a phone', () => signUp(bob.page, 'bob'));
  await promise('a wrong password is told in words', async () => {
    const other = await bob.context.browser()!.newContext();
    const page = await other.newPage();
    await page.goto(url);
    await page.getByLabel('Handle').fill('ada');
    await page.getByLabel('Password').fill('not the one');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('do not belong together').waitFor({ timeout: limitMs });
    await other.close();
  });
  await promise('Bob follows Ada from her profile', () => follow(bob.page, 'ada'));
  await promise('her followers are counted', () =>
    bob.page.getByText('1 follower').waitFor({ timeout: limitMs }),
  );
  await promise("Ada's post appears in Bob's window as she writes it", async () => {
    await home(bob.page);
    await post(
      ada.page,
      'Good morning! First light over the harbour, and nobody awake but the gulls. #morning',
    );
    await sees(bob.page, 'Good morning');
  });
  await promise('and the other way round', async () => {
    await follow(ada.page, 'bob');
    await home(ada.page);
    for (const [from, to, text] of talk(ada.page, bob.page)) {
      await post(from, text);
      await sees(to, text);
    }
  });
  await promise('Bob likes and reposts it; Ada finds one like and one repost', async () => {
    const mine = card(bob.page, 'Good morning').first();
    await mine.getByRole('button', { name: /^Like/ }).click();
    await mine.getByRole('button', { name: 'Like: 1', pressed: true }).waitFor({ timeout: limitMs });
    await mine.getByRole('button', { name: /^Repost/ }).click();
    await mine.getByRole('button', { name: 'Repost: 1', pressed: true }).waitFor({ timeout: limitMs });
    await ada.page.reload();
    await card(ada.page, 'Good morning')
      .first()
      .getByRole('button', { name: 'Like: 1' })
      .waitFor({ timeout: limitMs });
  });
  await shot(ada.page, 'home');
  await promise('a reply stands in the thread', async () => {
    await card(ada.page, 'And the gulls')
      .first()
      .getByRole('link', { name: /Replies|now|min/ })
      .first()
      .click();
    await ada.page.getByLabel('Write a reply').fill('Welcome, Bob');
    await ada.page.getByRole('button', { name: 'Reply', exact: true }).click();
    await sees(ada.page, 'Welcome, Bob');
    await shot(ada.page, 'thread');
    await home(ada.page);
  });
  await promise('characters are counted as people see them', async () => {
    const text = ada.page.getByLabel('What is happening?');
    await text.fill('👨‍👩‍👧‍👦 https://skein.example/a/very/long/way/to/go');
    await ada.page.getByText('255 characters left').waitFor({ timeout: limitMs });
    await text.fill('x'.repeat(281));
    equal(await ada.page.getByRole('button', { name: 'Post', exact: true }).isDisabled(), true);
    await text.fill('');
  });
  await promise('a post is one in Connect, gRPC-Web and WebSocket streams of the browser', async () => {
    const { accessToken } = JSON.parse(await bob.page.evaluate("localStorage.getItem('skein.session')")) as {
      accessToken: string;
    };
    await bob.page.evaluate(await bundled(new URL('streams-in-page.ts', import.meta.url)));
    await bob.page.evaluate(
      `openStreams(${JSON.stringify(accessToken)}).then((arrived) => { globalThis.arrived = arrived; })`,
    );
    await post(ada.page, 'Through every door');
    await until('it to arrive everywhere', () =>
      bob.page.evaluate('Object.values(globalThis.arrived).every((texts) => texts.length > 0)'),
    );
    const arrived = (await bob.page.evaluate('globalThis.arrived')) as Arrived;
    const once = ['Through every door'];
    equal(arrived, { connect: once, grpcWeb: once, socket: once } satisfies Arrived);
  });
  await promise('after a time without network Bob has everything, once', async () => {
    await bob.context.setOffline(true);
    await bob.page.reload().catch(() => {});
    await bob.context.setOffline(false);
    await bob.page.goto(url);
    await bob.page.getByRole('status').filter({ hasText: 'Live' }).waitFor({ timeout: limitMs });
    await bob.context.setOffline(true);
    for (const n of [1, 2, 3]) await post(ada.page, `While Bob was away: ${n}`);
    await bob.context.setOffline(false);
    for (const n of [1, 2, 3]) await sees(bob.page, `While Bob was away: ${n}`);
    equal(await card(bob.page, 'While Bob was away').count(), 3);
  });
  await promise('who reads further down is not moved; he is told', async () => {
    await bob.page.evaluate('scrollTo(0, document.body.scrollHeight)');
    await until('the page to have scrolled', () => bob.page.evaluate('scrollY > 120'));
    await post(ada.page, 'Something new at the top');
    await bob.page.getByRole('button', { name: 'Show 1 new post' }).click({ timeout: limitMs });
    await sees(bob.page, 'Something new at the top');
  });
  await promise(
    'a page out of sight lets go of its stream, and has everything once it is looked at',
    async () => {
      const look = (state: 'hidden' | 'visible') =>
        bob.page.evaluate(
          `Object.defineProperty(document, 'visibilityState', { value: '${state}', configurable: true });` +
            "document.dispatchEvent(new Event('visibilitychange'))",
        );
      await look('hidden');
      await bob.page.getByRole('status').filter({ hasText: 'again' }).waitFor({ timeout: limitMs });
      await post(ada.page, 'Nobody looks');
      await look('visible');
      await sees(bob.page, 'Nobody looks');
    },
  );
  await promise('tokens are exchanged unnoticed', async () => {
    const first = await tokenOf(ada.page);
    await until('another token', async () => (await tokenOf(ada.page)) !== first, 2 * limitMs);
    await post(ada.page, 'Still here');
    await sees(bob.page, 'Still here');
  });
  await shot(bob.page, 'home-phone');
  await promise('a deleted post is gone from the other window', async () => {
    await card(ada.page, 'Still here').first().getByRole('button', { name: 'Delete' }).click();
    await card(bob.page, 'Still here').first().waitFor({ state: 'detached', timeout: limitMs });
  });
  await promise('Bob unfollows, and her posts are gone from his home', async () => {
    await visit(bob.page, 'ada');
    await sees(bob.page, 'Good morning');
    await shot(bob.page, 'profile-phone');
    await bob.page.getByRole('button', { name: 'Unfollow @ada' }).click();
    await bob.page.getByRole('button', { name: 'Follow @ada', exact: true }).waitFor({ timeout: limitMs });
    await bob.page.goto(url);
    await bob.page.getByRole('status').filter({ hasText: 'Live' }).waitFor({ timeout: limitMs });
    equal(await card(bob.page, 'While Bob was away').count(), 0);
  });
  await promise('signing out in one window signs out in all of them', async () => {
    const second = await ada.context.newPage();
    await second.goto(url);
    await second.getByRole('status').filter({ hasText: 'Live' }).waitFor({ timeout: limitMs });
    await ada.page.getByRole('button', { name: 'Sign out' }).click();
    for (const page of [ada.page, second])
      await page.getByRole('button', { name: 'Sign in' }).waitFor({ timeout: limitMs });
    equal(await tokenOf(second), undefined);
  });
  await promise('and in again', async () => {
    await ada.page.getByLabel('Handle').fill('Ada');
    await ada.page.getByLabel('Password').fill(password);
    await ada.page.getByRole('button', { name: 'Sign in' }).click();
    await sees(ada.page, 'Through every door');
  });
}

async function tokenOf(page: Page): Promise<string | undefined> {
  const session = (await page.evaluate("localStorage.getItem('skein.session')")) as string | null;
  return session === null ? undefined : (JSON.parse(session) as { accessToken: string }).accessToken;
}

const dataDir = mkdtempSync(join(tmpdir(), 'skein-browser-'));
// Short lives, so that the journey outlives its tokens.
const network = await runNetwork(dataDir, { SKEIN_ACCESS_TOKEN_TTL: '25s', SKEIN_HEARTBEAT: '1s' });
const chromium = await startChromium(executablePath);
try {
  const url = network.httpUrl;
  const ada = await chromium.open(url, { width: 1000, height: 860 });
  const bob = await chromium.open(url, { width: 390, height: 844, dark: true });
  await journey(ada, bob, url);
  await promise("the pages' security policy refused nothing, and no script failed", async () => {
    // The network that was taken away is a complaint of the browser's.
    const expected = /ERR_INTERNET_DISCONNECTED|ERR_NETWORK|401|Failed to load resource/;
    equal(
      [...ada.complaints, ...bob.complaints].filter((each) => !expected.test(each)),
      [],
    );
  });
} finally {
  await chromium.close();
  await network.close();
  rmSync(dataDir, { recursive: true, force: true });
}
console.log(
  failed === 0
    ? `the page works in Chromium; screenshots in ${screenshots}`
    : `${failed} promises are broken`,
);
process.exitCode = failed === 0 ? 0 : 1;
