import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright-core';

export interface Window {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Errors of the page and violations of its security policy. */
  readonly complaints: string[];
}

export interface Windows {
  /** A window with its own profile: nothing is shared with the others. */
  open(url: string, look: Look): Promise<Window>;
  close(): Promise<void>;
}

export interface Look {
  readonly width: number;
  readonly height: number;
  readonly dark?: boolean;
}

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** A headless Chromium with a temporary profile. It takes the development certificate of an edge. */
export async function startChromium(executablePath: string): Promise<Windows> {
  const home = mkdtempSync(join(tmpdir(), 'skein-chromium-'));
  const browser = await chromium.launch({
    executablePath,
    headless: true,
    args: flags,
    env: { ...process.env, HOME: home },
  });
  return {
    async open(url, { width, height, dark = false }) {
      const context = await browser.newContext({
        viewport: { width, height },
        colorScheme: dark ? 'dark' : 'light',
        // No animations in screenshots.
        reducedMotion: 'reduce',
        hasTouch: width < 500,
        ignoreHTTPSErrors: true,
      });
      const complaints: string[] = [];
      const page = await context.newPage();
      page.on('pageerror', (error) => complaints.push(String(error)));
      page.on('console', (message) => {
        if (message.type() === 'error') complaints.push(message.text());
      });
      await page.goto(url);
      return { page, context, complaints };
    },
    async close() {
      await browser.close();
      rmSync(home, { recursive: true, force: true });
    },
  };
}
