import { defineConfig } from 'vite';

/** `make web` builds into dist/, from where the gateway serves. `vite edge/web` is for working on it, beside a running network. */
export default defineConfig({
  // Every script and style is a file: the content security policy allows nothing inside the page.
  build: { modulePreload: { polyfill: false }, assetsInlineLimit: 0, target: 'es2022' },
  server: {
    proxy: Object.fromEntries(
      ['/skein.', '/ws'].map((path) => [path, { target: 'http://127.0.0.1:8080', ws: path === '/ws' }]),
    ),
  },
});
