// Prints the options of `istioctl install` that the manifests need: the mesh configuration and istiod's variable.
import { readFileSync } from 'node:fs';
import { parse, stringify } from 'yaml';

const meshConfig = parse(
  readFileSync(new URL('../istio/mesh-config.yaml', import.meta.url), 'utf8'),
) as object;
process.stdout.write(
  stringify({
    apiVersion: 'install.istio.io/v1alpha1',
    kind: 'IstioOperator',
    spec: {
      profile: 'minimal',
      // Without the plugin every pod gets a container with NET_ADMIN, which the namespace refuses.
      components: { cni: { enabled: true } },
      meshConfig,
      values: { pilot: { env: { PILOT_JWT_ENABLE_REMOTE_JWKS: 'envoy' } } },
    },
  }),
);
