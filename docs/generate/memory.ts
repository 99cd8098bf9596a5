import { tokenCacheBytes } from '../../platform/auth/token-verifier.ts';
import { describe, type Environment } from '../../platform/config.ts';
import { networkBytes } from '../../platform/limits/address.ts';
import { windowBytes } from '../../platform/limits/memory.ts';
import type { ServiceTable } from '../../services/hosting/service-table.ts';
import { settingGroups } from '../../services/hosting/settings.ts';
import { table } from './table.ts';

const MIB = 1 << 20;

/** A part of the maximum memory of a process in the embedded profile. */
interface Part {
  readonly what: string;
  /** The setting that bounds it, if any. */
  readonly env?: string;
  readonly bytes: number;
}

/**
 * Node, the code, the caches of the databases, passwords being hashed, and garbage between collections: measured under
 * 90 operations a second and 60 streams, with about 130 MiB of live heap and buffers.
 */
const baseBytes = 512 * MIB;

/** The maximum of everything bounded. Streams, connections and messages in transit are not included. */
export function memoryParts(services: ServiceTable, env: Environment): Part[] {
  const bounded = describe(settingGroups(services)).flatMap(({ holds, env: name, default: value }): Part[] =>
    holds === undefined ? [] : [{ what: holds, env: name, bytes: Number(env[name] ?? value) }],
  );
  const fixed = services.built.flatMap(({ memory }) =>
    Object.entries(memory).map(([what, bytes]): Part => ({ what, bytes })),
  );
  return [
    ...bounded,
    ...fixed,
    { what: 'tokens of users and of services', bytes: 2 * tokenCacheBytes },
    {
      what: 'rate-limit counters by address, person, handle, device and session',
      bytes: 10 * windowBytes + networkBytes,
    },
    { what: 'open sessions (100,000); entries and reposts of the last minutes', bytes: 48 * MIB },
    { what: 'the process itself', bytes: baseBytes },
  ];
}

export function memoryNeedBytes(services: ServiceTable, env: Environment): number {
  return memoryParts(services, env).reduce((sum, { bytes }) => sum + bytes, 0);
}

/** The section of docs/config.md. */
export function memorySection(services: ServiceTable): string {
  const parts = memoryParts(services, {});
  const mib = (bytes: number) => `${Math.round(bytes / MIB)} MiB`;
  return [
    '## Memory',
    '',
    'The largest memory of a process of the embedded profile, with default settings. The bound of a cache includes keys and',
    'objects, so its real memory stays below the bound.',
    '',
    table(
      ['what', 'bounded by', 'maximum'],
      [
        ...parts.map(({ what, env, bytes }) => [what, env ? `\`${env}\`` : '', mib(bytes)]),
        ['**total**', '', `**${mib(memoryNeedBytes(services, {}))}**`],
      ],
    ),
    '',
    'Not included: about 40 kB for each open stream, 100 bytes for each person its reader follows, and requests being read.',
    '`make bench BENCH=memory` measures the memory over ten minutes of the standard load.',
    '',
    'About half of this memory is in the heap of V8. By default V8 limits its heap to half of the memory of the machine or',
    'container, at most 4 GiB. With less than 1 GiB set lower bounds, or set `NODE_OPTIONS=--max-old-space-size`.',
  ].join('\n');
}
