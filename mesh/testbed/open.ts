import type { Place } from '../engines/place.ts';
import { type Testbed, testbed } from './testbed.ts';

/** The test bed of a place, with the programs that run.sh names in the environment. */
export function openTestbed(place: Place): Promise<Testbed> {
  const { MESH_PROGRAMS: istio, ENVOY: envoy, MESH_CERTIFICATE_LIFE: certificateLife = '1h' } = process.env;
  if (istio === undefined || envoy === undefined)
    throw new Error('MESH_PROGRAMS and ENVOY must name the programs: use make mesh-up.');
  const doubled = ['user', 'search'];
  return testbed(place, { programs: { istio, envoy, certificateLife }, doubled });
}
