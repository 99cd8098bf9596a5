import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import t, { type Test } from 'tap';

const script = new URL('release.sh', import.meta.url).pathname;

/** Records its arguments. Each `get` prints the next file of states, the last one again and again. */
const kubectl = `#!/usr/bin/env bash
cd "$(dirname "$0")"
echo "$*" >> calls
[[ -z $REFUSE || $* != *"$REFUSE"* ]] || exit 1
[[ $3 == get ]] || exit 0
next=$(grep -c ' get ' calls)
while [[ ! -e states-$next ]]; do next=$((next - 1)); done
cat "states-$next"
`;
const instantSleep = '#!/usr/bin/env bash\nexit 0\n';

/** Runs the script with a kubectl that answers with these states of Jobs, one after the other, and a sleep that takes no time. */
function release(t: Test, states: readonly string[], { refuse = '' } = {}) {
  const answers = Object.fromEntries(states.map((text, index) => [`states-${index + 1}`, text]));
  const folder = t.testdir({ kubectl, sleep: instantSleep, ...answers });
  for (const program of ['kubectl', 'sleep']) chmodSync(join(folder, program), 0o755);
  const { status, stderr } = spawnSync(script, ['release.yaml'], {
    env: { PATH: `${folder}:${process.env.PATH}`, REFUSE: refuse },
    encoding: 'utf8',
    timeout: 60_000,
  });
  const calls = join(folder, 'calls');
  const lines = existsSync(calls) ? readFileSync(calls, 'utf8').trim().split('\n') : [];
  return { status, stderr, calls: lines };
}

const first = 'apply --server-side --filename release.yaml --selector app.kubernetes.io/component!=process';
const last = 'apply --server-side --filename release.yaml --selector app.kubernetes.io/component=process';
const applies = (calls: readonly string[]) => calls.filter((each) => each.startsWith('apply'));

t.test('processes are applied after every migration is complete', async (t) => {
  const { status, calls } = release(t, [
    'migrate-user \nmigrate-post \n',
    'migrate-user SuccessCriteriaMet Complete\nmigrate-post \n',
    'migrate-user SuccessCriteriaMet Complete\nmigrate-post SuccessCriteriaMet\n',
    'migrate-user SuccessCriteriaMet Complete\nmigrate-post SuccessCriteriaMet Complete\n',
  ]);
  t.equal(status, 0);
  t.match(calls[0], 'delete job --selector app.kubernetes.io/component=migration');
  t.equal(calls[1], first);
  t.equal(calls.filter((each) => each.includes(' get job ')).length, 4);
  t.equal(calls.at(-1), last);
  t.strictSame(applies(calls), [first, last]);
});

t.test('a failed migration ends the release before its processes, with its logs named', async (t) => {
  const { status, stderr, calls } = release(t, [
    'migrate-user \nmigrate-post \n',
    'migrate-user \nmigrate-post FailureTarget Failed\n',
  ]);
  t.equal(status, 1);
  t.match(stderr, /migrate-post failed\. Its logs: kubectl .* logs --selector job-name=migrate-post/);
  t.notMatch(stderr, 'migrate-user');
  t.strictSame(applies(calls), [first]);
});

t.test('a release whose migrations cannot be read or do not exist replaces nothing', async (t) => {
  const complete = ['migrate-user Complete\n'];
  for (const refuse of ['delete', 'get job', 'apply']) {
    const { status, calls } = release(t, complete, { refuse });
    t.equal(status, 1, `kubectl refuses: ${refuse}`);
    t.notOk(calls.includes(last), refuse);
  }
  const { status, calls } = release(t, ['']);
  t.equal(status, 1, 'no migrations');
  t.notOk(calls.includes(last));
});
