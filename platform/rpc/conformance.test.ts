import { createClient } from '@connectrpc/connect';
import t from 'tap';
import { ProbeService } from '../../gen/ts/skein/probe/mesh/v1/probe_pb.ts';
import { answerCases } from './conformance/answers.ts';
import { endingCases } from './conformance/endings.ts';
import { links } from './conformance/links.ts';
import { probe } from './conformance/probe.ts';
import { hosted } from './host.ts';
import { intercept } from './intercept.ts';

const cases = [...answerCases, ...endingCases];

for (const { name: linkName, skips, open } of links) {
  t.test(linkName, async (t) => {
    let ran = 0;
    for (const { name, promise, run } of cases) {
      if (skips[name] !== undefined) {
        t.comment(`${name} does not run here: ${skips[name]}`);
        continue;
      }
      ran++;
      await t.test(promise, async (t) => {
        const { impl, witness } = probe();
        const link = await open(hosted(ProbeService, intercept(ProbeService, impl, [])));
        try {
          await run({ t, witness, link, client: createClient(ProbeService, link.transport) });
        } finally {
          witness.release();
          await link.close();
        }
      });
    }
    t.comment(`${linkName}: ${ran} of ${cases.length} cases ran`);
    const unknown = Object.keys(skips).filter((name) => !cases.some((each) => each.name === name));
    t.same(unknown, [], 'every skip names a case');
    t.equal(ran, cases.length - Object.keys(skips).length, 'every case ran or was skipped with a reason');
  });
}
