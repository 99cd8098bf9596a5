import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { fromBinary } from '@bufbuild/protobuf';
import { FileDescriptorSetSchema } from '@bufbuild/protobuf/wkt';

/** A value of skein.error.v1.Reason as its comment describes it. */
export interface DescribedReason {
  /** Without the prefix REASON_. */
  name: string;
  /** The canonical code that the comment names first; empty when it names none. */
  code: string;
  /** The rest of the comment, on one line. */
  meaning: string;
}

const root = join(import.meta.dirname, '../..');
const path = 'proto/skein/error/v1/reason.proto';
// Field numbers of google.protobuf: FileDescriptorProto.enum_type and EnumDescriptorProto.value.
const enumType = 5;
const enumValue = 2;

/** Reads every reason in the order of the definition. Comments are not in gen/, so buf reads them from the source. */
export function readReasons(): DescribedReason[] {
  const image = execFileSync(
    join(root, 'node_modules/.bin/buf'),
    ['build', 'proto', '--path', path, '-o', '-#format=binpb', '--as-file-descriptor-set'],
    { cwd: root },
  );
  const file = fromBinary(FileDescriptorSetSchema, image).file.find((file) => path.endsWith(file.name));
  const comments = new Map(
    file?.sourceCodeInfo?.location.map((place) => [place.path.join('.'), place.leadingComments]),
  );
  const values = file?.enumType.flatMap((each, e) =>
    each.value.map((value, v) => ({
      name: value.name.replace(/^REASON_/, ''),
      comment: (comments.get([enumType, e, enumValue, v].join('.')) ?? '').trim().replace(/\s+/g, ' '),
    })),
  );
  return (values ?? []).map(({ name, comment }) => {
    const [, code = '', meaning = comment] = /^([A-Z_]+)\. (.*)$/.exec(comment) ?? [];
    return { name, code, meaning };
  });
}
