import { table } from '../table.ts';
import { rounded } from './format.ts';
import type { Measured } from './measured.ts';

/** The README's table of costs, with what limits each figure now. */
export function figureTable({ figure }: Measured): string {
  const home = (column: string, row = 'home page of 20') => figure('home', row, column);
  const door = (name: string, column: string) => figure('doors', `${name}, 8 callers`, column);
  const edge = (row: string) => figure('edge', row, 'Envoy CPU ms');
  const mesh = (row: string, column: string) => figure('mesh-home', row, column);
  const post = (callers: number, column: string, listener = 'grpc') =>
    figure('post', `${listener}, ${callers} callers`, column);
  const streams = 'StreamHomeTimeline, heartbeats';
  const cpu = 'server CPU ms';
  const grown = (column: string, row = 'ratio') => figure('growth', row, column);
  const crowd = 'a crowd likes one post';
  const liked = (column: string, row = 'likes, each seen on a stream') => figure('notify', row, column);
  const more = (row: string) => rounded(figure('memory-parts', row, 'grown by MiB'));
  const search = (row: string, column: string) => rounded(figure('search', row, column));
  const rows: readonly (readonly [what: string, figures: string, limit: string])[] = [
    [
      'a home page of 20 entries, over gRPC',
      `${rounded(home(cpu))} ms of server CPU; ${rounded(home('a CPU-second'))} pages a CPU-second, ${rounded(home('a CPU-second', 'home page against the empty RPC'))} of the rate of an empty RPC`,
      'CPU of one thread: grpc-js and HTTP/2, then joining the page',
    ],
    [
      'the same page by other doors of the gateway',
      `Connect ${rounded(door('connect+proto', cpu))} ms, gRPC-Web ${rounded(door('grpc-web', cpu))} ms, JSON ${rounded(door('connect+json', cpu))} ms, beside ${rounded(door('grpc', cpu))} ms over gRPC in the same run`,
      'the page itself; JSON is printed from its encoded pieces',
    ],
    [
      'the same page through the Envoy edge, over TLS',
      `beside the network Envoy takes ${rounded(edge('gRPC, edge'))} ms over gRPC, ${rounded(edge('gRPC-Web, edge'))} ms over gRPC-Web, ${rounded(edge('Connect, edge (gateway)'))} ms over Connect, ${rounded(edge('HTTP/JSON, edge'))} ms as HTTP/JSON`,
      'TLS and HTTP/1.1 or HTTP/2 twice; for HTTP/JSON, transcoding',
    ],
    [
      'a home page of the cluster profile behind Istio sidecars, all on one machine',
      `${rounded(mesh('through sidecars against without sidecars', 'a second'))} of the rate without sidecars, ${rounded(mesh('through edge and sidecars against without sidecars', 'a second'))} with the edge before them too; sidecars take ${rounded(mesh('CPU ms of a page through sidecars', 'sidecars'))} ms of CPU a page beside ${rounded(mesh('home page of 20 without sidecars', 'CPU ms of all'))} ms of services and engines`,
      'services and engines, idle work included',
    ],
    [
      'one caller of the JSON page',
      `${rounded(door('connect+json', '1 caller: p50 ms'))} ms (p50), ${rounded(door('connect+json', 'p99 ms '))} ms (p99)`,
      'garbage collection, and a generator that shares the cores',
    ],
    [
      'a post with fan-out to 39 followers, search index and notifications of 3.5 people, over gRPC',
      `${rounded(post(64, cpu))} ms of server CPU with 64 callers; ${rounded(post(1, 'a second'))} posts/s with 1 caller, ${rounded(post(8, 'a second'))} with 8, ${rounded(post(64, 'a second'))} with 64`,
      'inboxes of the people whom a post mentions (a short post that mentions nobody costs a third); the disk, on which each of about five commits waits',
    ],
    [
      'the same over JSON, 8 callers',
      `${rounded(post(8, cpu, 'connect+json'))} ms of server CPU; ${rounded(post(8, 'p50 ms', 'connect+json'))} ms (p50), ${rounded(post(8, 'p99 ms', 'connect+json'))} ms (p99)`,
      'the same',
    ],
    [
      'ten times the people and posts',
      `a page costs ${rounded(grown('page CPU ms'))} times as much, a post ${rounded(grown('post CPU ms'))} times; ${rounded(grown('memory MiB'))} times the memory`,
      `caches of posts no longer hold all, so pages read SQLite more often; of ${more('resident')} MiB more, ${more('live')} are data (rings, posts, graphs), ${more('pages of the heap that are not filled')} pages that V8 keeps, ${more('beside JavaScript')} native memory`,
    ],
    [
      'a search in 1,000,000 posts, 20 hydrated, over gRPC',
      `newest first ${search('a usual word', 'RPC CPU ms')} ms of server CPU, by relevance ${search('relevance, a usual word', 'RPC CPU ms')} ms; the index alone does newest first with ${search('a usual word', 'of its CPU efficiency')} of the CPU efficiency of SQLite FTS5`,
      'newest first the call and the hydration; by relevance the reading and scoring of 1,500 candidates',
    ],
    [
      'a post until a search finds it, 5 posts/s',
      `${search('a post until it is found, 5/s', 'RPC p50 ms')} ms (p50), ${search('a post until it is found, 5/s', 'RPC p99 ms')} ms (p99)`,
      'the 200 ms for which posts are collected',
    ],
    [
      'an idle home stream, with a heartbeat every 15 s',
      `${rounded(figure('idle-streams', streams, 'heap and native KiB a stream'))} KiB; ${rounded(figure('idle-streams', streams, 'CPU ms a message'))} ms of server CPU a heartbeat`,
      'HTTP/2 of the stream, which a silent one has too',
    ],
    [
      'a like until it is on the open stream of the author, at 100 likes/s',
      `${rounded(liked('from ack p50 ms'))} ms (p50), ${rounded(liked('p99 ms'))} ms (p99) after its acknowledgement; ${rounded(liked(cpu))} ms of server CPU with the like, ${rounded(liked(cpu, 'likes that notify nobody'))} ms if it notifies nobody`,
      'commits of the log and of the inbox, one after the other',
    ],
    [
      '100,000 likes of one post at once',
      `handled in ${rounded(liked('seconds', crowd))} s, with ${rounded(liked(cpu, crowd))} ms of server CPU each; ${rounded(liked('rows stored', crowd))} rows`,
      'the log; beyond 1,000 likes each costs one read',
    ],
  ];
  return table(['what', 'figure', 'limited by'], rows);
}

const section = /(<!-- figures:[^\n]*-->\n)[\s\S]*?(<!-- end of figures -->)/;

/** The README with the current table between its marks. */
export function withFigures(measured: Measured, readme: string): string {
  if (!section.test(readme)) throw new Error('README.md has no marks around its figures');
  return readme.replace(section, (_, start, end) => `${start}${figureTable(measured)}\n${end}`);
}
