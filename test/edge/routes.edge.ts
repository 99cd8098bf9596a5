import { type DescMethod, getOption } from '@bufbuild/protobuf';
import t from 'tap';
import { http } from '../../gen/ts/google/api/annotations_pb.ts';
import { isClientStream, readContract, routesOf } from '../../proto/contract.ts';
import { pathOf } from '../../services/hosting/examples.ts';
import { fakeFront } from './fake-front.ts';
import { emptyRequest } from './json-request.ts';
import { startEdge } from './running-edge.ts';

t.test('every HTTP rule of the contract reaches its own RPC', async (t) => {
  const fake = await fakeFront(t);
  const edge = await startEdge(t, { front: fake.front });
  const methods = readContract('public.binpb').services.flatMap((service) => service.methods);
  const wrong: string[] = [];
  let count = 0;
  for (const method of methods.filter((each: DescMethod) => !isClientStream(each))) {
    for (const route of routesOf(getOption(method, http))) {
      count += 1;
      const request = emptyRequest(method, route);
      const headers = { ...request.headers, authorization: `Bearer ${fake.token}` };
      const { status } = await edge.call({ ...request, headers });
      const reached = fake.takeCalls().join(' and ');
      if (status === 200 && reached === pathOf(method)) continue;
      wrong.push(
        `${request.method} ${request.path}: ${status}, reached ${reached || 'nothing'}, not ${pathOf(method)}`,
      );
    }
  }
  t.strictSame(wrong, []);
  t.ok(count > 80, `${count} routes`);
});
