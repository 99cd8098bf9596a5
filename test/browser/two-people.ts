import type { Page } from 'playwright-core';
import { until } from '../../platform/testing/until.ts';
import { bundled } from './bundle.ts';
import type { Window } from './chromium.ts';
import type { ReceivedTexts } from './received-texts.ts';
import {
  card,
  equal,
  follow,
  home,
  isLive,
  type Journey,
  limitMs,
  look,
  post,
  sees,
  signIn,
  signUp,
  visit,
} from './steps.ts';

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

/** Each user sees what the other writes, on a desktop and on a phone, through lost networks and hidden windows. */
export async function twoPeople(
  { promise, shot }: Journey,
  ada: Window,
  bob: Window,
  url: string,
): Promise<void> {
  await shot(ada.page, 'sign-in');
  await promise('Ada signs up', () => signUp(ada.page, 'ada'));
  await promise('Bob signs up, on a phone', () => signUp(bob.page, 'bob'));
  await promise('a wrong password has a message', async () => {
    const other = await bob.context.browser()!.newContext({ ignoreHTTPSErrors: true });
    const page = await other.newPage();
    await page.goto(url);
    await page.getByLabel('Handle').fill('ada');
    await page.getByLabel('Password').fill('not the one');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('Handle or password is wrong').waitFor({ timeout: limitMs });
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
  await promise('a reply is in the thread', async () => {
    await card(ada.page, 'And the gulls')
      .first()
      .getByRole('link', { name: /Replies/ })
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
    const arrived = (await bob.page.evaluate('globalThis.arrived')) as ReceivedTexts;
    const once = ['Through every door'];
    equal(arrived, { connect: once, grpcWeb: once, socket: once } satisfies ReceivedTexts);
  });
  await promise('after a time without network Bob has everything, once', async () => {
    await bob.context.setOffline(true);
    await bob.page.reload().catch(() => {});
    await bob.context.setOffline(false);
    await bob.page.goto(url);
    await isLive(bob.page);
    await bob.context.setOffline(true);
    for (const n of [1, 2, 3]) await post(ada.page, `While Bob was away: ${n}`);
    await bob.context.setOffline(false);
    for (const n of [1, 2, 3]) await sees(bob.page, `While Bob was away: ${n}`);
    equal(await card(bob.page, 'While Bob was away').count(), 3);
  });
  await promise('a reader further down is not moved, but informed', async () => {
    await bob.page.evaluate('scrollTo(0, document.body.scrollHeight)');
    await until('the page to have scrolled', () => bob.page.evaluate('scrollY > 120'));
    await post(ada.page, 'Something new at the top');
    await bob.page.getByRole('button', { name: 'Show 1 new post' }).click({ timeout: limitMs });
    await sees(bob.page, 'Something new at the top');
  });
  await promise('a hidden page closes its stream, and has everything when it is shown', async () => {
    await look(bob.page, 'hidden');
    await bob.page.getByRole('status').filter({ hasText: 'again' }).waitFor({ timeout: limitMs });
    await post(ada.page, 'Nobody looks');
    await look(bob.page, 'visible');
    await sees(bob.page, 'Nobody looks');
  });
  await promise('tokens are exchanged unnoticed', async () => {
    const first = await tokenOf(ada.page);
    await until('another token', async () => (await tokenOf(ada.page)) !== first, 2 * limitMs);
    await post(ada.page, 'Still here');
    await sees(bob.page, 'Still here');
  });
  await shot(bob.page, 'home-phone');
  await promise('a deleted post disappears from the other window', async () => {
    await card(ada.page, 'Still here').first().getByRole('button', { name: 'Delete' }).click();
    await card(bob.page, 'Still here').first().waitFor({ state: 'detached', timeout: limitMs });
  });
  await promise('Bob unfollows, and her posts disappear from his home', async () => {
    await visit(bob.page, 'ada');
    await sees(bob.page, 'Good morning');
    await shot(bob.page, 'profile-phone');
    await bob.page.getByRole('button', { name: 'Unfollow @ada' }).click();
    await bob.page.getByRole('button', { name: 'Follow @ada', exact: true }).waitFor({ timeout: limitMs });
    await bob.page.goto(url);
    await isLive(bob.page);
    equal(await card(bob.page, 'While Bob was away').count(), 0);
  });
  await promise('signing out in one window signs out in all of them', async () => {
    const second = await ada.context.newPage();
    await second.goto(url);
    await isLive(second);
    await ada.page.getByRole('button', { name: 'Sign out' }).click();
    for (const page of [ada.page, second])
      await page.getByRole('button', { name: 'Sign in' }).waitFor({ timeout: limitMs });
    equal(await tokenOf(second), undefined);
  });
  await promise('and in again', async () => {
    await signIn(ada.page, 'Ada');
    await sees(ada.page, 'Through every door');
  });
}

async function tokenOf(page: Page): Promise<string | undefined> {
  const session = (await page.evaluate("localStorage.getItem('skein.session')")) as string | null;
  return session === null ? undefined : (JSON.parse(session) as { accessToken: string }).accessToken;
}
