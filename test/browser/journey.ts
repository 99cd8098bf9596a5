import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runNetwork } from '../journeys/network.ts';
import { startChromium } from './chromium.ts';
import { pageHolds } from './page-holds.ts';
import { equal, startJourney } from './steps.ts';
import { twoPeople } from './two-people.ts';

const [, , executablePath, screenshots] = process.argv as [string, string, string, string];
const journey = startJourney(screenshots);

const dataDir = mkdtempSync(join(tmpdir(), 'skein-browser-'));
// Short lifetimes, so that tokens expire during the journey.
const network = await runNetwork(dataDir, {
  SKEIN_ACCESS_TOKEN_TTL: '25s',
  SKEIN_HEARTBEAT: '1s',
  SKEIN_SIGN_UPS_PER_ADDRESS: '1000',
});
const chromium = await startChromium(executablePath);
try {
  const url = network.httpUrl;
  const desktop = { width: 1000, height: 860 };
  const phone = { width: 390, height: 844, dark: true };
  const ada = await chromium.open(url, desktop);
  const bob = await chromium.open(url, phone);
  await twoPeople(journey, ada, bob, url);
  const complaints = await pageHolds(journey, { network, chromium });
  await journey.promise("the pages' security policy refused nothing, and no script failed", async () => {
    // The browser reports lost networks and expected refusals too.
    const expected =
      /ERR_INTERNET_DISCONNECTED|ERR_NETWORK|ERR_FAILED|401|Failed to load resource|Failed to fetch dynamically/;
    equal(
      [...ada.complaints, ...bob.complaints, ...complaints].filter((each) => !expected.test(each)),
      [],
    );
  });
} finally {
  await chromium.close();
  await network.close();
  rmSync(dataDir, { recursive: true, force: true });
}
const failed = journey.failed();
console.log(
  failed === 0
    ? `the page works in Chromium; screenshots in ${screenshots}`
    : `${failed} promises are broken`,
);
process.exitCode = failed === 0 ? 0 : 1;
