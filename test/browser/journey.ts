import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { frontOf, startLocalEnvoy } from '../edge/local-envoy.ts';
import { runNetwork } from '../journeys/network.ts';
import { startChromium, type Window } from './chromium.ts';
import { pageHolds } from './page-holds.ts';
import type { Setting } from './setting.ts';
import { equal, type Journey, startJourney } from './steps.ts';
import { twoPeople } from './two-people.ts';

const [, , executablePath, screenshots] = process.argv as [string, string, string, string];
const folder = mkdtempSync(join(tmpdir(), 'skein-browser-'));

/** Starts a network, an edge before it and a browser, and gives them to `work`. */
async function withBrowser(name: string, work: (setting: Setting, edgeUrl: string) => Promise<unknown>) {
  await using closers = new AsyncDisposableStack();
  // Short lifetimes, so that tokens expire during the journey.
  const network = await runNetwork(join(folder, name), {
    SKEIN_ACCESS_TOKEN_TTL: '25s',
    SKEIN_HEARTBEAT: '1s',
    SKEIN_SIGN_UPS_PER_ADDRESS: '1000',
    SKEIN_TRUSTED_PROXIES: '127.0.0.1',
  });
  closers.defer(() => network.close());
  const edge = await startLocalEnvoy(join(folder, 'edge'), { front: frontOf(network) });
  closers.defer(() => edge.close());
  const chromium = await startChromium(executablePath);
  closers.defer(() => chromium.close());
  await work({ network, chromium }, edge.url);
}

/** The journey of two people, and then further parts, which give complaints of browsers. */
async function travel(
  journey: Journey,
  { chromium, network }: Setting,
  further: (journey: Journey, setting: Setting) => Promise<string[]>,
): Promise<void> {
  const url = network.httpUrl;
  const ada = await chromium.open(url, { width: 1000, height: 860 });
  const bob = await chromium.open(url, { width: 390, height: 844, dark: true });
  await twoPeople(journey, ada, bob, url);
  const complaints = await further(journey, { chromium, network });
  await journey.promise("the pages' security policy refused nothing, and no script failed", async () => {
    const of = ({ complaints }: Window) => complaints;
    equal(
      [...of(ada), ...of(bob), ...complaints].filter((each) => !expected.test(each)),
      [],
    );
  });
}

/** The browser reports lost networks and expected refusals too. */
const expected =
  /ERR_INTERNET_DISCONNECTED|ERR_NETWORK|ERR_FAILED|401|Failed to load resource|Failed to fetch dynamically/;

const directly = startJourney(screenshots, 'directly');
const throughEdge = startJourney(screenshots, 'edge');
const all = process.env.EDGE === '1';
try {
  if (!all) await withBrowser('direct', (setting) => travel(directly, setting, pageHolds));
  await withBrowser('edge', ({ network, chromium }, httpUrl) =>
    travel(throughEdge, { network: { ...network, httpUrl }, chromium }, all ? pageHolds : async () => []),
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
const failed = directly.failed() + throughEdge.failed();
console.log(
  failed === 0
    ? `the page works in Chromium; screenshots in ${screenshots}`
    : `${failed} promises are broken`,
);
process.exitCode = failed === 0 ? 0 : 1;
