import { readdirSync, readFileSync } from 'node:fs';
import t from 'tap';
import { parse, parseAllDocuments } from 'yaml';
import { prod } from '../../edge/envoy/values/prod.ts';
import { PostMeshService } from '../../gen/ts/skein/post/mesh/v1/post_mesh_service_pb.ts';
import { PostService } from '../../gen/ts/skein/post/v1/post_service_pb.ts';
import { directoryLookMs, publishBeforeSigningMs } from '../../platform/auth/key-directory.ts';
import { checkExternalCallers } from '../../services/hosting/external-callers.ts';
import { refetchEveryMs } from '../../services/hosting/guard/signing-keys.ts';
import { services } from '../../services/registry.ts';
import { groupsOf } from '../cluster/layouts.ts';
import { callersOf, pathOf } from './callers.ts';
import { istioFiles, kubernetesFiles } from './files.ts';
import { sidecarKeysMs } from './istio/authentication.ts';
import { edgeObjects } from './kubernetes/edge.ts';
import { secretMountMs } from './kubernetes/workload.ts';
import { hostOf, principalOf } from './names.ts';
import type { Files } from './object.ts';
import { workloadsOf } from './workloads.ts';

interface Rule {
  readonly from: { readonly source: { readonly principals: string[] } }[];
  readonly to: { readonly operation: { readonly paths?: string[]; readonly ports?: string[] } }[];
}
interface Route {
  readonly name: string;
  readonly match?: { readonly uri: { readonly exact: string } }[];
  readonly timeout?: string;
  readonly retries: { readonly attempts: number };
  readonly route: { readonly destination: { readonly host: string } }[];
}
interface Parsed {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly host?: string;
    readonly hosts?: string[];
    readonly workloadSelector?: { readonly labels: { readonly app: string } };
    readonly selector?: { readonly matchLabels: { readonly app: string } };
    readonly rules?: Rule[];
    readonly http?: Route[];
    readonly egress?: { readonly hosts: string[] }[];
    readonly ingress?: object[];
  };
}

// biome-ignore lint/suspicious/noExplicitAny: fields of Kubernetes objects, which kubernetes-validate checks
type Loose = any;

const objects = (files: Files, file: string) =>
  parseAllDocuments(files[file]!).map((each) => each.toJS() as Parsed);

/** Who may call a path of a workload, by Istio's policies alone. */
function allowedBy(files: Files, app: string, path: string): string[] {
  const covers = (pattern: string) =>
    pattern.endsWith('*') ? path.startsWith(pattern.slice(0, -1)) : pattern === path;
  return objects(files, 'authorization.yaml')
    .filter(({ spec }) => spec.selector === undefined || spec.selector.matchLabels.app === app)
    .flatMap(({ spec }) => spec.rules ?? [])
    .filter(({ to }) => to.some(({ operation }) => operation.paths?.some(covers)))
    .flatMap(({ from }) => from.flatMap(({ source }) => source.principals));
}

const table = { table: services, external: [] };
const files = istioFiles(table);

t.test('Istio and the services allow the same calls: every caller and every RPC', async (t) => {
  const callers = services.built.map(({ name }) => name);
  const wrong: string[] = [];
  let allowed = 0;
  for (const callee of services.built) {
    for (const method of [...callee.public, ...callee.mesh].flatMap(({ methods }) => methods)) {
      const found = allowedBy(files, callee.name, pathOf(method));
      for (const caller of callers) {
        const may = services.mayCall(caller, method);
        if (found.includes(principalOf(caller)) !== may) wrong.push(`${caller} -> ${pathOf(method)}`);
        if (may) allowed++;
      }
      const open = callee.public.includes(method.parent) || services.mayCall('gateway', method);
      if (found.includes(principalOf('front')) !== open) wrong.push(`front -> ${pathOf(method)}`);
    }
  }
  t.strictSame(wrong, []);
  t.ok(allowed > 30, `${allowed} calls between services are allowed`);
});

t.test('operators ask every process for its own figures, through the ops service only', async (t) => {
  for (const { name } of services.built)
    t.strictSame(allowedBy(files, name, '/skein.ops.mesh.v1.OpsMeshService/GetOwnFigures'), [
      principalOf('ops'),
    ]);
});

t.test('services of one process have one identity, with the calls of all of them', async (t) => {
  const groups = groupsOf(services, 'grouped');
  const [together] = workloadsOf(services, groups);
  const grouped = istioFiles({ ...table, groups });
  const union = new Set(services.built.flatMap(({ name }) => services.callsOf.get(name) ?? []));
  const [caller] = callersOf(services, workloadsOf(services, groups), []);
  t.strictSame(new Set(caller!.calls), union);
  for (const method of union)
    t.ok(allowedBy(grouped, together!.name, pathOf(method)).includes(principalOf(together!.name)));
  t.match(
    kubernetesFiles({ ...table, groups })['services.yaml'],
    'targetPort: 50061',
    'every service leads to it',
  );
});

t.test('reads are repeated, other calls are sent once, streams have no timeout', async (t) => {
  const routes = objects(files, 'routes.yaml').find(({ metadata }) => metadata.name === 'timeline')!.spec
    .http!;
  const of = (rpc: string) =>
    routes.find(({ match }) => match?.some(({ uri }) => uri.exact === `/skein.timeline.${rpc}`)) ??
    routes.at(-1)!;
  t.match(of('v1.TimelineService/ListHomeTimeline'), { timeout: '65s', retries: { attempts: 4 } });
  t.match(of('v1.TimelineService/StreamHomeTimeline'), { name: 'streams', retries: { attempts: 0 } });
  t.notOk(of('v1.TimelineService/StreamHomeTimeline').timeout);
  const posts = objects(files, 'routes.yaml').find(({ metadata }) => metadata.name === 'post')!.spec.http!;
  const named = posts.flatMap(({ match }) => match ?? []).map(({ uri }) => uri.exact);
  t.notOk(named.includes(pathOf(PostService.method.createPost)));
  t.match(posts.at(-1), { name: 'once', timeout: '65s', retries: { attempts: 0 } });
  const search = objects(files, 'routes.yaml').find(({ metadata }) => metadata.name === 'search')!.spec.http!;
  const typing = search.find(({ match }) => match?.some(({ uri }) => uri.exact.endsWith('/Typeahead')));
  t.match(typing, { timeout: '10s', retries: { attempts: 4 } }, 'the contract gives it five seconds');
});

t.test('a workload reaches the services that it calls and the engines that it declares', async (t) => {
  const hosts = (app: string) =>
    objects(files, 'scopes.yaml').find(({ metadata }) => metadata.name === app)!.spec.egress![0]!.hosts;
  t.strictSame(hosts('user'), [
    './user.skein.svc.cluster.local',
    './user-processes.skein.svc.cluster.local',
    ...['postgres', 'kafka', 'redis'].map((engine) => `./${engine}.outside.skein.internal`),
    'observability/*',
  ]);
  t.notOk(
    hosts('front').some((host) => host.includes('outside')),
    'the front opens no engine',
  );
});

t.test(
  'a signing key is published longer than it takes to mount it and caches keep the keys before it',
  async (t) => {
    const cachedMs = secretMountMs + directoryLookMs + refetchEveryMs + sidecarKeysMs;
    t.ok(publishBeforeSigningMs > cachedMs, `${publishBeforeSigningMs} > ${cachedMs}`);
  },
);

t.test('a program of another team is one line', async (t) => {
  const billing = {
    name: 'billing',
    principal: 'cluster.local/ns/billing/sa/invoices',
    calls: [PostService.method.getPost],
  };
  const external = checkExternalCallers(services, [billing]);
  const found = istioFiles({ table: services, external });
  t.ok(allowedBy(found, 'post', pathOf(PostService.method.getPost)).includes(billing.principal));
  t.notOk(allowedBy(found, 'post', pathOf(PostService.method.createPost)).includes(billing.principal));
  const ingress = (app: string) =>
    objects(kubernetesFiles({ table: services, external }), 'network-policies.yaml').find(
      ({ kind, metadata }) => kind === 'NetworkPolicy' && metadata.name === app,
    )!.spec.ingress!;
  t.strictSame(
    ingress('post').at(-1),
    {
      from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'billing' } } }],
      ports: [{ protocol: 'TCP', port: 50_063 }],
    },
    'its packets arrive',
  );
  t.notMatch(JSON.stringify(ingress('user')), /billing/, 'only where it calls');
  const hidden = { ...billing, calls: [PostMeshService.method.hydratePosts] };
  t.throws(() => checkExternalCallers(services, [hidden]), /not public/);
  t.throws(
    () => checkExternalCallers(services, [{ ...billing, principal: 'billing' }]),
    /no service account/,
  );
});

t.test('every host and every workload that a rule names exists', async (t) => {
  const kubernetes = kubernetesFiles(table);
  const named = (found: readonly Parsed[], kind: string) =>
    found.filter((each) => each.kind === kind).map(({ metadata }) => metadata.name);
  const all = Object.keys(files).flatMap((file) => objects(files, file));
  const existing = new Set([
    prod.domains[0]!,
    ...named(objects(kubernetes, 'services.yaml'), 'Service').map(hostOf),
    ...all.filter(({ kind }) => kind === 'ServiceEntry').flatMap(({ spec }) => spec.hosts ?? []),
  ]);
  const hosts = all.flatMap(({ spec = {} }) => [
    ...(spec.host === undefined ? [] : [spec.host]),
    ...(spec.hosts ?? []),
    ...(spec.http ?? []).flatMap(({ route }) => route.map(({ destination }) => destination.host)),
    ...(spec.egress ?? [])
      .flatMap((each) => each.hosts)
      .filter((host) => host.startsWith('./'))
      .map((host) => host.slice(2)),
  ]);
  t.strictSame(
    hosts.filter((host) => !existing.has(host)),
    [],
  );
  t.ok(hosts.length > 50);
  const workloads = ['deployments.yaml', 'edge.yaml'].flatMap((file) =>
    named(objects(kubernetes, file), 'Deployment'),
  );
  const selected = all.flatMap(
    ({ spec = {} }) => spec.selector?.matchLabels.app ?? spec.workloadSelector?.labels.app ?? [],
  );
  t.strictSame(new Set(selected), new Set(workloads), 'rules select every workload, and no other');
  const accounts = named(objects(kubernetes, 'identities.yaml'), 'ServiceAccount').map((name) =>
    principalOf(name),
  );
  const principals = objects(files, 'authorization.yaml')
    .flatMap(({ spec }) => spec.rules ?? [])
    .flatMap(({ from }) => from.flatMap(({ source }) => source.principals));
  t.strictSame(
    new Set(principals.filter((each) => !accounts.includes(each))),
    new Set([principalOf('prometheus', 'monitoring')]),
    'every identity has a service account',
  );
});

t.test("the edge's pods have its bootstrap and the contract, and clients reach its own TLS", async (t) => {
  const edge = objects(kubernetesFiles(table), 'edge.yaml');
  const of = (kind: string) => edge.find((each) => each.kind === kind)! as unknown as Loose;
  t.strictSame(
    parse(of('ConfigMap').data['envoy.yaml']),
    parse(readFileSync(new URL('../../edge/envoy/generated/prod.yaml', import.meta.url), 'utf8')),
  );
  const { metadata, spec } = of('Deployment').spec.template;
  t.equal(metadata.annotations['traffic.sidecar.istio.io/excludeInboundPorts'], String(prod.listen.port));
  const { name } = of('ConfigMap').metadata;
  t.match(name, /^edge-bootstrap-[0-9a-f]{16}$/, 'named by its content');
  t.equal(spec.volumes.find((each: Loose) => each.name === 'bootstrap').configMap.name, name);
  const [other] = edgeObjects({ ...prod, domains: ['other.example'] });
  t.not(other!.metadata.name, name, 'another bootstrap leaves this one to the pods that have it');
  const mounts = spec.containers[0].volumeMounts.map(({ mountPath }: Loose) => mountPath);
  for (const file of [prod.tls.certificate, prod.tls.key, `${prod.contractFolder}/public.binpb`])
    t.ok(
      mounts.some((path: string) => file.startsWith(`${path}/`)),
      file,
    );
  t.equal(of('Service').spec.ports[0].targetPort, prod.listen.port);
  const services = edge.filter(({ kind }) => kind === 'Service') as unknown as Loose[];
  for (const { spec: service } of services.filter(({ spec: each }) => each.type === 'LoadBalancer'))
    t.notOk(
      service.ports.some(({ targetPort }: Loose) => targetPort !== prod.listen.port),
      'no other port is public',
    );
  t.strictSame(of('NetworkPolicy').spec.ingress[0], { ports: [{ protocol: 'TCP', port: prod.listen.port }] });
});

t.test('Prometheus reads every pod, at the ports and paths that the mesh allows it', async (t) => {
  const scrape = parse(
    readFileSync(new URL('../monitoring/scrape-kubernetes.yaml', import.meta.url), 'utf8'),
  );
  const jobs = new Map<string, string>(
    scrape.scrape_configs.map((job: Loose) => [job.relabel_configs[0].regex, job.metrics_path]),
  );
  const pods = ['deployments.yaml', 'edge.yaml'].flatMap((file) =>
    objects(kubernetesFiles(table), file).filter(({ kind }) => kind === 'Deployment'),
  ) as unknown as Loose[];
  const rules = (objects(files, 'authorization.yaml') as unknown as Loose[]).flatMap(({ spec }) =>
    (spec.rules ?? []).map((rule: Loose) => ({ ...rule, app: spec.selector?.matchLabels.app })),
  );
  const ofPrometheus = rules.filter(({ from }) =>
    from?.some(({ source }: Loose) => source.principals?.includes(principalOf('prometheus', 'monitoring'))),
  );
  for (const { metadata, spec } of pods) {
    const ports = spec.template.spec.containers.flatMap((container: Loose) => container.ports);
    const scraped = ports.filter(({ name }: Loose) => jobs.has(name));
    t.equal(scraped.length, 1, `${metadata.name} is read once`);
    const [{ name, containerPort }] = scraped;
    const allowed = ofPrometheus.some(
      ({ app, to }) =>
        (app === undefined || app === metadata.name) &&
        to.some(
          ({ operation }: Loose) =>
            operation.ports.includes(String(containerPort)) && operation.paths.includes(jobs.get(name)),
        ),
    );
    t.ok(allowed, `the policies let Prometheus read ${jobs.get(name)} of ${metadata.name}`);
  }
});

t.test('the API server accepts the size of every object, the way commands apply it', async (t) => {
  const size = (object: unknown) => Buffer.byteLength(JSON.stringify(object));
  const all = [files, kubernetesFiles(table)].flatMap((each) =>
    Object.keys(each).flatMap((file) => objects(each, file)),
  );
  for (const each of all.filter(({ kind }) => kind === 'ConfigMap'))
    t.ok(size(each) <= 1024 * 1024, `${each.metadata.name}: ${size(each)} bytes`);
  // Without --server-side kubectl copies the object into an annotation.
  const annotationBytes = 262_144;
  t.ok(
    all.some((each) => size(each) > annotationBytes),
    'an object is larger than annotations may be',
  );
  const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');
  const kubernetes = new URL('../kubernetes/', import.meta.url);
  const scripts = readdirSync(kubernetes).filter((name) => name.endsWith('.sh'));
  const texts = ['README.md', ...scripts].map((name) => `../kubernetes/${name}`);
  const applies = [...texts, '../../docs/mesh.md'].flatMap(
    (path) => read(path).match(/kubectl [^|&;\n`]*\bapply\b[^|&;\n`]*/g) ?? [],
  );
  t.ok(applies.length >= 4, `${applies.length} commands apply objects`);
  t.strictSame(
    applies.filter((command) => !command.includes('--server-side')),
    [],
  );
});

t.test(
  'each workload that hosts services has a migration with its settings and without a sidecar',
  async (t) => {
    const kubernetes = kubernetesFiles(table);
    const jobs = objects(kubernetes, 'migrations.yaml') as unknown as Loose[];
    const deployments = objects(kubernetes, 'deployments.yaml') as unknown as Loose[];
    t.strictSame(
      jobs.map(({ metadata }) => metadata.name),
      services.built.map(({ name }) => `migrate-${name}`),
    );
    for (const job of jobs) {
      const [container] = job.spec.template.spec.containers;
      const [, ...names] = container.args;
      const { template } = deployments.find(({ metadata }) => metadata.name === names.join('-'))!.spec;
      const [process] = template.spec.containers;
      t.strictSame(
        [
          container.env,
          container.envFrom,
          job.spec.template.spec.volumes,
          job.spec.template.spec.serviceAccountName,
        ],
        [process.env, process.envFrom, template.spec.volumes, template.spec.serviceAccountName],
        job.metadata.name,
      );
      t.equal(job.spec.template.metadata.labels['sidecar.istio.io/inject'], 'false');
      t.equal(job.spec.template.metadata.labels.app, undefined, 'no Service and no policy selects it');
    }
  },
);
