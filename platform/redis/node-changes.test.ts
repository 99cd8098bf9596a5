import { EventEmitter } from 'node:events';
import type { Cluster, Redis } from 'ioredis';
import t from 'tap';
import { onNodeChange } from './node-changes.ts';

t.test('a node that is back, or replaced another, is reported; an unchanged one is not', async (t) => {
  const node = () => new EventEmitter() as unknown as Redis & EventEmitter;
  const [first, second, replica] = [node(), node(), node()];
  let masters: (Redis & EventEmitter)[] = [];
  const client = Object.assign(new EventEmitter(), { nodes: () => masters });
  let changes = 0;
  const stop = onNodeChange(client as unknown as Cluster, () => changes++);
  masters = [first, second];
  client.emit('refresh');
  for (const each of masters) each.emit('ready');
  client.emit('refresh');
  t.equal(changes, 0, 'the first connections lose nothing');

  first.emit('close');
  t.equal(changes, 0, 'while it is away nothing can be pushed');
  first.emit('close');
  first.emit('ready');
  t.equal(changes, 1);
  first.emit('ready');
  t.equal(changes, 1);

  masters = [first, replica];
  client.emit('refresh');
  t.equal(changes, 2, 'a replica is a master now');
  second.emit('close');
  second.emit('ready');
  t.equal(changes, 2, 'a removed node is not reported');
  replica.emit('close');
  replica.emit('ready');
  t.equal(changes, 3);

  stop();
  first.emit('close');
  first.emit('ready');
  masters = [second];
  client.emit('refresh');
  t.equal(changes, 3);
  t.equal(first.listenerCount('ready') + client.listenerCount('refresh'), 0);
});
