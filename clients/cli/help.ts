import type { Command } from './command.ts';
import { commands } from './commands.ts';

const everywhere = `General options, before or after the command:
  --server HOST:PORT  the gRPC server; default: SKEIN_GRPC_PORT on this machine, or 127.0.0.1:50051
  --as HANDLE         the acting person, one of those signed in; default: the last one signed in
  --json              one line of JSON for each answer, and for an error
  --help              this help, or the options of a command
  --version

Exit codes: 0 done, 1 refused, 2 wrong usage, 3 not signed in or not allowed, 4 no answer, 5 overloaded or too many
attempts, 6 doctor has found a problem, 130 stopped.
`;

export function generalHelp(): string {
  const width = Math.max(...commands.map(({ name }) => name.length)) + 2;
  const lines = commands.map(({ name, summary }) => `  ${name.padEnd(width)}${summary}`);
  return `skein: the command of the Skein network

  skein COMMAND ...

${lines.join('\n')}

${everywhere}`;
}

export function commandHelp({ name, usage, summary, options, optionDocs, examples }: Command): string {
  const parts = [`skein ${name} ${usage}`.trimEnd(), `  ${summary}`];
  const flags = Object.keys(options).map((flag) => {
    const value = options[flag]!.type === 'string' ? ' VALUE' : '';
    return `  ${`--${flag}${value}`.padEnd(22)}${optionDocs[flag]}`;
  });
  if (flags.length > 0) parts.push('', ...flags);
  if (examples.length > 0) parts.push('', ...examples.map((example) => `  ${example}`));
  return `${parts.join('\n')}\n\n${everywhere}`;
}
