import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { Fault, usageFault } from '../fault.ts';
import { textOf } from '../unicode.ts';

/** Friendships from a file; each is followed in both directions. */
export interface EdgeList {
  /** The prefix of handles, before the number: letters, digits and underscores. */
  readonly prefix: string;
  /** The node numbers, ascending. */
  readonly nodes: readonly number[];
  /** The followed nodes of each node, ascending. */
  readonly follows: ReadonlyMap<number, readonly number[]>;
}

/** Leaves room in a handle of 30 for an underscore and 9 digits. */
const maxPrefix = 20;

/**
 * Reads lines of two node numbers; skips duplicates, self-loops and comments (`#`, `%`).
 *
 * @throws Fault for a file that can't be read or is not an edge list, with the line
 */
export function readEdgeList(file: string): EdgeList {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw usageFault(`${file} ${code === 'ENOENT' ? 'is not there' : `can't be read: ${code}`}`);
  }
  return parseEdgeList(textOf(bytes, file), file);
}

export function parseEdgeList(text: string, file: string): EdgeList {
  const follows = new Map<number, Set<number>>();
  const of = (node: number) => {
    let found = follows.get(node);
    if (found === undefined) {
      found = new Set();
      follows.set(node, found);
    }
    return found;
  };
  for (const [at, line] of text.split('\n').entries()) {
    if (/^\s*([#%].*)?$/.test(line)) continue;
    const [, a, b] = /^\s*(\d{1,9})[\s,]+(\d{1,9})(?:[\s,]|$)/.exec(line) ?? [];
    if (a === undefined || b === undefined)
      throw new Fault(`${file}, line ${at + 1}: two numbers are wanted`);
    const [from, to] = [Number(a), Number(b)];
    // A node with only a self-loop is a user, too.
    of(from);
    of(to);
    if (from === to) continue;
    of(from).add(to);
    of(to).add(from);
  }
  if (follows.size === 0) throw new Fault(`${file} lists nobody`);
  const rising = (numbers: Iterable<number>) => [...numbers].sort((a, b) => a - b);
  const nodes = rising(follows.keys());
  return {
    prefix: prefixOf(file),
    nodes,
    follows: new Map(nodes.map((node) => [node, rising(follows.get(node)!)])),
  };
}

function prefixOf(file: string): string {
  const plain = basename(file)
    .replace(/\.[^.]*$/, '')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .toLowerCase()
    .slice(0, maxPrefix);
  return plain === '' ? 'seeded' : plain;
}
