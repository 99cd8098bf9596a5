import { createAtomically } from './create-atomically.ts';
import { run } from './run.ts';

/**
 * Builds a Go program, such as `folder` of a module, without cgo. It builds inside the module instead of using `go
 * install`, which needs the list of all versions and fails where a proxy does not provide it.
 */
export function goProgram(
  target: string,
  { module, version, folder }: { module: string; version: string; folder: string },
): Promise<void> {
  return createAtomically(target, async (unfinished) => {
    const { Dir } = JSON.parse(await run('go', ['mod', 'download', '-json', `${module}@v${version}`])) as {
      Dir: string;
    };
    await run('go', ['build', '-mod=readonly', '-buildvcs=false', '-o', unfinished, folder], {
      cwd: Dir,
      env: { CGO_ENABLED: '0' },
    });
  });
}
