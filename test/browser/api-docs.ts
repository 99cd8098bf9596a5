import { desktop, type Setting, smallPhone } from './setting.ts';
import { equal, type Journey, limitMs, overflow } from './steps.ts';

/**
 * The page of the HTTP API, at a desk and on a phone.
 * @returns complaints of browsers
 */
export async function apiDocs({ promise, shot }: Journey, { network, chromium }: Setting): Promise<string[]> {
  const complaints: string[] = [];
  for (const [name, look] of Object.entries({ desktop, phone: { ...smallPhone, dark: true } })) {
    const window = await chromium.open(`${network.httpUrl}/docs`, look);
    await promise(`the page of the HTTP API opens an operation, and fits (${name})`, async () => {
      const { page } = window;
      await page.getByRole('navigation').getByText('PostService').click();
      await page.getByRole('navigation').getByRole('link', { name: 'CreatePost' }).click();
      const operation = page.locator('#PostService_CreatePost');
      await operation.getByText('at most 4 items').waitFor({ timeout: limitMs });
      await operation.getByRole('link', { name: 'CreatePostResponse' }).click();
      await page.getByText('The post as it was stored.').waitFor({ timeout: limitMs });
      equal(await overflow(page), 0);
      await shot(page, `api-docs-${name}`);
    });
    complaints.push(...window.complaints);
    await window.context.close();
  }
  return complaints;
}
