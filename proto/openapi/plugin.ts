// The generator of gen/openapi.json: a plugin of buf, listed in buf.gen.yaml.
import { create, createFileRegistry } from '@bufbuild/protobuf';
import {
  CodeGeneratorResponse_Feature,
  CodeGeneratorResponseSchema,
  FileDescriptorSetSchema,
} from '@bufbuild/protobuf/wkt';
import { runNodeJs } from '@bufbuild/protoplugin';
import { contractOf, isMesh } from '../contract.ts';
import { openApiOf } from './document.ts';

// The probe service is for malformed calls; no deployment serves it.
const isOffered = (service: string) => !isMesh(service) && !service.startsWith('skein.probe.');

const supportedFeatures = BigInt(CodeGeneratorResponse_Feature.PROTO3_OPTIONAL);

runNodeJs({
  name: 'openapi',
  version: '1',
  run({ protoFile }) {
    const registry = createFileRegistry(create(FileDescriptorSetSchema, { file: protoFile }));
    const reasons = registry.getEnum('skein.error.v1.Reason');
    // buf runs a plugin for each input: third_party has no service of ours.
    if (reasons === undefined) return create(CodeGeneratorResponseSchema, { supportedFeatures });
    const services = contractOf(registry).services.filter(({ typeName }) => isOffered(typeName));
    const document = openApiOf(services, reasons);
    return create(CodeGeneratorResponseSchema, {
      supportedFeatures,
      file: [{ name: 'openapi.json', content: `${JSON.stringify(document, null, 1)}\n` }],
    });
  },
});
