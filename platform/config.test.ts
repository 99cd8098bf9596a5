import { inspect } from 'node:util';
import fc from 'fast-check';
import t from 'tap';
import { formatDuration, parseSetting } from './config/parse.ts';
import { ConfigError, describe, group, loadConfig, print, Secret } from './config.ts';
import { processSettings } from './settings.ts';

const groups = {
  fanOut: group(
    {
      slice: {
        env: 'SKEIN_SLICE',
        type: 'int',
        unit: 'followers',
        default: 1000,
        min: 1,
        max: 5000,
        doc: 'A slice.',
      },
      lifeMs: { env: 'SKEIN_LIFE', type: 'duration', default: 259_200_000, min: 1000, doc: 'A life.' },
      mode: { env: 'SKEIN_MODE', type: 'string', oneOf: ['push', 'pull'], default: 'push', doc: 'A mode.' },
      brokers: { env: 'SKEIN_BROKERS', type: 'list', default: [], doc: 'Brokers.' },
      replay: { env: 'SKEIN_REPLAY', type: 'bool', default: false, doc: 'Replays.' },
      port: { env: 'SKEIN_PORT', type: 'port', default: 0, doc: 'A port.' },
      key: { env: 'SKEIN_KEY', type: 'secret', doc: 'A key.' },
    },
    ({ mode, slice }) => (mode === 'pull' && slice > 1000 ? ['A pull has slices of 1000 at most.'] : []),
  ),
  mail: group({ host: { env: 'SKEIN_MAIL_HOST', type: 'string', doc: 'A host.' } }),
};

function problemsOf(
  env: Record<string, string>,
  options?: Parameters<typeof loadConfig>[2],
): readonly string[] {
  try {
    loadConfig(groups, env, options);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}

t.test('settings come from the environment, typed, with defaults', async (t) => {
  const { fanOut, mail } = loadConfig(groups, {
    SKEIN_MAIL_HOST: 'mail.example',
    SKEIN_LIFE: '15m',
    SKEIN_BROKERS: 'a:1, b:2,',
    SKEIN_REPLAY: 'true',
    SKEIN_SLICE: '',
    SKEIN_KEY: 'hush',
    PATH: '/bin',
  });
  const mode: 'push' | 'pull' = fanOut.mode;
  t.same(
    { ...fanOut, key: fanOut.key?.reveal() },
    {
      slice: 1000,
      lifeMs: 900_000,
      mode,
      brokers: ['a:1', 'b:2'],
      replay: true,
      port: 0,
      key: 'hush',
    },
  );
  t.equal(mail.host, 'mail.example');
  t.throws(() => Object.assign(fanOut, { slice: 1 }), TypeError, 'values do not change after the start');
});

t.test('all problems are reported at once, in plain words', async (t) => {
  t.strictSame(
    problemsOf({
      SKEIN_SLICE: '0',
      SKEIN_LIFE: '15',
      SKEIN_MODE: 'shove',
      SKEIN_REPLAY: 'yes',
      SKEIN_PORT: '70000',
      SKEIN_BROKRES: 'a:1',
      SKEIN_SOMETHING_ELSE: 'x',
    }),
    [
      'SKEIN_SLICE must be at least 1 followers, not 0 followers.',
      'SKEIN_LIFE must be a duration such as 500ms, 15s, 15m, 24h or 30d, not "15".',
      'SKEIN_MODE must be push or pull, not "shove".',
      'SKEIN_REPLAY must be true or false, not "yes".',
      'SKEIN_PORT must be a port from 0 to 65535, not "70000".',
      'SKEIN_MAIL_HOST is not set and has no default.',
      'SKEIN_BROKRES is not a setting: did you mean SKEIN_BROKERS?',
      'SKEIN_SOMETHING_ELSE is not a setting.',
    ],
  );
  const host = { SKEIN_MAIL_HOST: 'x' };
  t.strictSame(problemsOf({ ...host, SKEIN_MODE: 'pull', SKEIN_SLICE: '1001' }), [
    'A pull has slices of 1000 at most.',
  ]);
  t.strictSame(problemsOf({ ...host, SKEIN_SLICE: '1e3' }), [
    'SKEIN_SLICE must be a whole number, not "1e3".',
  ]);
  t.strictSame(problemsOf({ ...host, SKEIN_LIFE: '500ms' }), ['SKEIN_LIFE must be at least 1s, not 500ms.']);
  t.strictSame(problemsOf({ ...host, SKEIN_GRAPH: 'x' }, { alsoKnown: ['SKEIN_GRAPH'] }), []);
  t.strictSame(problemsOf({ ...host, SKEIN_OTHER: 'x' }, { unknown: 'ignored' }), []);
  t.throws(
    () => loadConfig({ a: groups.mail, b: groups.mail }, host),
    /SKEIN_MAIL_HOST is declared by two groups/,
  );
});

t.test('secrets are hidden wherever a configuration is printed', async (t) => {
  const config = loadConfig(groups, { SKEIN_MAIL_HOST: 'x', SKEIN_KEY: 'hush', SKEIN_LIFE: '90s' });
  for (const text of [JSON.stringify(config), inspect(config, { depth: 9 }), `${config.fanOut.key}`]) {
    t.notMatch(text, /hush/);
    t.match(text, /\[hidden\]/);
  }
  t.strictSame(print(groups, config), [
    'SKEIN_SLICE=1000',
    'SKEIN_LIFE=90s',
    'SKEIN_MODE=push',
    'SKEIN_BROKERS=',
    'SKEIN_REPLAY=false',
    'SKEIN_PORT=0',
    'SKEIN_KEY=[hidden]',
    'SKEIN_MAIL_HOST=x',
  ]);
  t.ok(config.fanOut.key instanceof Secret);
});

t.test('settings describe themselves', async (t) => {
  const rows = describe(groups);
  t.strictSame(rows[0], {
    group: 'fanOut',
    env: 'SKEIN_SLICE',
    type: 'int',
    unit: 'followers',
    default: '1000',
    allowed: '1 to 5000',
    doc: 'A slice.',
    holds: undefined,
  });
  t.match(rows[1], { default: '3d', allowed: 'at least 1s', unit: '' });
  t.match(rows[2], { allowed: 'push or pull' });
  t.match(rows[6], { type: 'secret', default: '' });
  t.match(rows[7], { group: 'mail', default: '' });
});

t.test('a printed duration parses to the same value', async () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10 ** 11 }), (ms) => {
      const parsed = parseSetting({ env: 'X', type: 'duration', doc: '' }, formatDuration(ms));
      return 'value' in parsed && parsed.value === ms;
    }),
  );
});

t.test('the process starts without any setting, reachable from this machine only', async (t) => {
  const { process } = loadConfig({ process: processSettings }, {});
  t.match(process, {
    profile: 'embedded',
    bind: '127.0.0.1',
    grpcPort: 50_051,
    httpPort: 8080,
    otlpEndpoint: '',
  });
});

t.test('contradictory settings are refused', async (t) => {
  const load = (env: Record<string, string>) => () => loadConfig({ process: processSettings }, env);
  t.throws(load({ SKEIN_GRPC_PORT: '8080' }), /both 8080/);
  t.doesNotThrow(load({ SKEIN_GRPC_PORT: '0', SKEIN_HTTP_PORT: '0' }));
  t.throws(load({ SKEIN_OTLP_ENDPOINT: 'collector:4318' }), /http:\/\//);
});
