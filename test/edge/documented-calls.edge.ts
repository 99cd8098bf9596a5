import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import t from 'tap';
import { runEdge } from './running-edge.ts';

interface Example {
  readonly script: string;
  /** What it prints; undefined when the page does not say. */
  readonly output: string | undefined;
}

const page = readFileSync(new URL('../../docs/http-api.md', import.meta.url), 'utf8');

/** The examples of a page: every block of shell, and the block of JSON right after it. */
function examplesOf(markdown: string): Example[] {
  const blocks = [...markdown.matchAll(/^```sh\n([\s\S]*?)^```\n(?:```json\n([\s\S]*?)^```)?/gm)];
  return blocks.map(([, script, output]) => ({
    script: script!,
    output: output === undefined ? undefined : onOneLine(output),
  }));
}

/** Envoy ends its own answers with a line break, services do not. */
const onOneLine = (text: string) => text.trim().replace(/\s+/g, ' ');

/** Text in which … stands for anything. */
function patternOf(output: string): RegExp {
  const parts = output.split('…').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('[\\s\\S]*?')}$`);
}

/** Runs all scripts in one shell, because later ones use variables of earlier ones. Gives what each printed. */
async function outputsOf(scripts: readonly string[]): Promise<string[]> {
  const end = '=== end of an example ===';
  const shell = spawn('bash', { stdio: ['pipe', 'pipe', 'inherit'] });
  let text = '';
  shell.stdout.setEncoding('utf8').on('data', (more: string) => {
    text += more;
  });
  shell.stdin.end(scripts.map((script) => `${script}\nprintf '%s' '${end}'\n`).join(''));
  await once(shell, 'close');
  return text.split(end);
}

t.setTimeout(180_000);

t.test('every example of docs/http-api.md prints what the page says', async (t) => {
  // The first message of a stream comes within the two seconds of an example.
  const edge = await runEdge(t, { env: { SKEIN_HEARTBEAT: '1s' } });
  const examples = examplesOf(page);
  t.ok(examples.length > 12, `${examples.length} examples`);
  // The page has the addresses of `make run EDGE=1`; here all ports are free ones.
  const here = (script: string) =>
    script
      .replace('https://localhost:8443', edge.url)
      .replace('.data/edge/edge.pem', edge.certificateFile)
      .replace('http://127.0.0.1:8080', edge.network.httpUrl);
  const outputs = await outputsOf(examples.map(({ script }) => here(script)));
  for (const [index, { script, output }] of examples.entries()) {
    // A stream may send a second heartbeat in its time.
    const printed = onOneLine(script.includes(':stream') ? outputs[index]!.split('\n')[0]! : outputs[index]!);
    if (output === undefined) t.equal(printed, '', script);
    else t.match(printed, patternOf(output), script);
  }

  for (const path of ['/openapi.json', '/docs', '/docs.css']) {
    t.equal((await edge.call({ path })).status, 200, `the edge has ${path}`);
  }
});
