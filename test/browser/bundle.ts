import { fileURLToPath } from 'node:url';
import { build, type Rolldown } from 'vite';

/** A script with its imports, as one text for a browser. */
export async function bundled(file: URL): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'warn',
    build: {
      write: false,
      minify: false,
      lib: { entry: fileURLToPath(file), formats: ['iife'], name: 'streamsInPage' },
    },
  });
  const [{ output }] = (Array.isArray(built) ? built : [built]) as [Rolldown.RolldownOutput];
  return output[0].code;
}
