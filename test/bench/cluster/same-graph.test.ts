import t from 'tap';
import { parseGraph } from '../harness/graph.ts';
import { refuseOtherGraph } from './same-graph.ts';

const graph = parseGraph('0 1\n0 2\n1 2\n2 3\n', 'four people');
const looked = [2, 2, 3, 1].map((following, node) => ({ node, handle: `p${node}`, following }));

t.test('the seeded graph is accepted', async (t) => {
  t.doesNotThrow(() => refuseOtherGraph(graph, 4, looked));
});

t.test("a benchmark with another graph than the running network's says so and refuses", async (t) => {
  const other = parseGraph('0 1\n1 2\n2 3\n3 0\n', 'a ring');
  t.throws(() => refuseOtherGraph(other, 4, looked), /not seeded with a ring.*p2 follows 3, and 2 there/);
  t.throws(() => refuseOtherGraph(graph, 962, looked), /962 people, and 4 there/, 'another number of people');
  const partly = looked.map((each) => ({ ...each, following: 0 }));
  t.throws(() => refuseOtherGraph(graph, 4, partly), /not to the end/, 'follows that are not there yet');
  t.throws(() => refuseOtherGraph(graph, 4, []), /not to the end/, 'without a viewer');
});
