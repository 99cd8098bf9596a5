import t from 'tap';
import { takenPort } from '../../platform/testing/ports.ts';
import { localEdge } from './local-edge.ts';

const names = ['SKEIN_EDGE_PORT', 'SKEIN_EDGE_ADMIN_PORT'] as const;
const front = { grpcPort: 1, httpPort: 1 };

t.test('a setting that is no port is refused by its name, before anything starts', async (t) => {
  for (const name of names)
    for (const value of ['abc', '1.5', '-1', '65536'])
      t.throws(() => localEdge('none', t.testdirName, front, { [name]: value }), {
        name: 'ConfigError',
        message: new RegExp(`${name} .*port`),
      });
});

t.test('the edge does not start on a taken port, and the error names the setting', async (t) => {
  const port = await takenPort(t);
  for (const name of names) {
    const start = localEdge('none', t.testdirName, front, {
      SKEIN_EDGE_PORT: '0',
      SKEIN_EDGE_ADMIN_PORT: '0',
      [name]: String(port),
    });
    await t.rejects(start(), {
      message: `can't listen on 127.0.0.1:${port} (${name}): another process listens there`,
    });
  }
});
