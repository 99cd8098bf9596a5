import { stringify } from 'yaml';
import { namespace } from './names.ts';

/** A Kubernetes object. */
export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly [field: string]: unknown;
}

/** Files of a folder, by name. */
export type Files = Readonly<Record<string, string>>;

/** A maker of objects of one kind in the namespace of the workloads. */
export const kind =
  (apiVersion: string, kindName: string, ofNamespace = namespace) =>
  (name: string, spec: object): KubernetesObject => ({
    apiVersion,
    kind: kindName,
    metadata: { name, namespace: ofNamespace },
    spec,
  });

const header = '# Written by `make gen` from services/registry.ts. Changes belong in mesh/manifests.\n';

/** A file of several objects. */
export function yamlOf(objects: readonly object[]): string {
  return (
    header +
    objects.map((each) => stringify(each, { lineWidth: 0, aliasDuplicateObjects: false })).join('---\n')
  );
}
