// Finds names that a generator of Go, Python, Java or Kotlin changes, or whose generated members collide. Protobuf
// accepts them all, and names cannot be changed once clients exist.
import type { DescEnum, DescField, DescMessage, DescService } from '@bufbuild/protobuf';
import { ScalarType } from '@bufbuild/protobuf';

const words = (text: string): Set<string> => new Set(text.trim().split(/\s+/));

/** Of Python, Java and Kotlin; Go capitalizes every exported name and has no such clash. */
const keywords = words(`
  False None True and as assert async await break class continue def del elif else except finally for from global if
  import in is lambda nonlocal not or pass raise return try while with yield
  abstract boolean byte case catch char const default do double enum extends final float goto implements instanceof int
  interface long native new package private protected public short static strictfp super switch synchronized this throw
  throws transient void volatile true false null
  fun object typealias typeof val var when`);
/** The members of every message in Java (get…, is…, has… and set…), and in Go as a method. */
const membersOfMessages = words(`
  getClass getAllFields getCachedSize getDefaultInstance getDefaultInstanceForType getDescriptor getDescriptorForType
  getInitializationErrorString getParserForType getSerializedSize getUnknownFields
  goReset goString goProtoMessage goProtoReflect goDescriptor`);
const methodsOfObjects = words(
  'clone equals finalize getClass hashCode notify notifyAll toString wait channel build',
);
/** Types that Java or Kotlin files know without an import. */
const knownTypes = words(`
  Any Array Boolean Byte Character Class Double Enum Error Exception Float Int Integer Iterable List Long Map Module
  Nothing Number Object Override Package Pair Process Record Runnable Runtime Set Short String System Thread Throwable
  Triple Unit Void`);

const pascal = (name: string): string =>
  name.replace(/(^|_)([a-z0-9])/g, (_, __, letter) => letter.toUpperCase());
const camel = (name: string): string => name[0]!.toLowerCase() + pascal(name).slice(1);

/** The generated members of a field: Java's accessors, and Go's field with its getter. */
function membersOf(field: DescField): string[] {
  const name = pascal(field.name);
  const isText = 'scalar' in field && field.scalar === ScalarType.STRING;
  const java = [''];
  if (field.fieldKind === 'list') java.push('List', 'Count', ...(isText ? ['Bytes'] : []));
  if (field.fieldKind === 'map') java.push('Map', 'Count', 'OrDefault', 'OrThrow');
  if (field.fieldKind === 'scalar' && isText) java.push('Bytes');
  if (field.message && field.fieldKind !== 'map') java.push('Builder', 'OrBuilder');
  if (field.enum) java.push(field.fieldKind === 'list' ? 'ValueList' : 'Value');
  return [...java.map((ending) => `get${name}${ending}`), `go${name}`, `goGet${name}`];
}

/** The clashes of a message, its fields and oneofs. */
export function clashesOfMessage(message: DescMessage): string[] {
  const clashes: string[] = [];
  const say = (name: string, why: string) => clashes.push(`${message.typeName}.${name}: ${why}`);
  if (knownTypes.has(message.name)) say(message.name, 'a type that Java or Kotlin knows');
  const owners = new Map<string, string>();
  for (const field of message.fields) {
    if (keywords.has(field.name) || keywords.has(camel(field.name))) say(field.name, 'a keyword');
    for (const member of membersOf(field)) {
      if (membersOfMessages.has(member)) say(field.name, `${member} is a member of every message`);
      const owner = owners.get(member) ?? field.name;
      if (owner !== field.name) say(field.name, `${member} is made for ${owner} too`);
      owners.set(member, owner);
    }
  }
  const nested = [...message.nestedMessages, ...message.nestedEnums].map((type) => type.name);
  if (nested.includes(message.name)) say(message.name, 'Java has no class within one of its own name');
  // Go generates Message_Field for a member of a oneof, and Message_Type for a nested type.
  for (const field of message.oneofs.flatMap((oneof) => oneof.fields)) {
    if (nested.includes(pascal(field.name))) say(field.name, 'Go makes the same type for a nested one');
  }
  return clashes;
}

/** The clashes of an enum and its values. */
export function clashesOfEnum(type: DescEnum): string[] {
  const values = type.values
    .filter((value) => keywords.has(value.name))
    .map((value) => `${value.name}: a keyword`);
  return knownTypes.has(type.name)
    ? [...values, `${type.typeName}: a type that Java or Kotlin knows`]
    : values;
}

/** The clashes of RPC names, which are methods of generated clients. */
export function clashesOfService(service: DescService): string[] {
  return service.methods
    .filter(
      ({ name }) => keywords.has(name) || keywords.has(camel(name)) || methodsOfObjects.has(camel(name)),
    )
    .map((method) => `${service.typeName}.${method.name}: a keyword or a method of every object`);
}
