import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { run } from '../engines/install/run.ts';

/** An object of the manifests, as far as the test bed reads it. */
export interface BuiltObject {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly spec: {
    readonly selector?: { readonly app?: string };
    readonly clusterIP?: string;
    readonly ports?: readonly { readonly name: string; readonly port: number; readonly targetPort: number }[];
    readonly egress?: readonly { readonly hosts: readonly string[] }[];
  };
}

export interface Build {
  /** The output of kustomize, which the control plane gets byte for byte. */
  readonly text: string;
  readonly objects: readonly BuiltObject[];
}

const root = new URL('../../', import.meta.url).pathname;

/** Renders the manifests of production. */
export async function buildProduction(programs: string): Promise<Build> {
  const overlay = join(root, 'mesh/kubernetes/overlays/prod');
  const text = await run(join(programs, 'kustomize'), ['build', overlay]);
  return { text, objects: parseAllDocuments(text).map((each) => each.toJS() as BuiltObject) };
}
