import type { Pod } from '../../mesh/testbed/pods.ts';
import { sidecarPorts } from '../../mesh/testbed/sidecar.ts';

/** The sum of a sidecar's counters whose names match. */
export async function counted(pod: Pod, name: RegExp): Promise<number> {
  const response = await fetch(`http://127.0.0.1:${sidecarPorts(pod).admin}/stats`);
  const lines = (await response.text()).split('\n').map((line) => line.split(': '));
  return lines.filter(([each = '']) => name.test(each)).reduce((sum, [, value]) => sum + Number(value), 0);
}

/** Bytes that a sidecar's Envoy has allocated. */
export async function allocatedBytes(pod: Pod): Promise<number> {
  const response = await fetch(`http://127.0.0.1:${sidecarPorts(pod).admin}/memory`);
  return Number(((await response.json()) as { readonly allocated: string }).allocated);
}
