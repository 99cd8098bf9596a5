import { readReasons } from './reasons.ts';

const head = `# Errors

<!-- \`make docs\` writes this page from proto/skein/error/v1/reason.proto; \`make check-docs\` fails if it differs. -->

Every error has a canonical code and a google.rpc.ErrorInfo, whose \`domain\` is \`skein\` and whose \`reason\` is one of those below. A program decides by the reason. The message is for people and may change. Each reason always has the same code.

An error about a field also has a google.rpc.BadRequest that names the field by its path (\`text\`, \`media_ids[2]\`). A temporary error also has a google.rpc.RetryInfo that says when to try again.

The trailers of an error fit 8,192 bytes: long texts are cut, and only the first of many broken fields are named.

| reason | canonical code | meaning |
|---|---|---|
`;

/** docs/errors.md. */
export function errorsPage(): string {
  const rows = readReasons()
    .filter((reason) => reason.name !== 'UNSPECIFIED')
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, code, meaning }) => `| ${name} | ${code} | ${meaning.replaceAll('|', '\\|')} |\n`);
  return head + rows.join('');
}
