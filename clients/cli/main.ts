import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { keepAlive, systemClock } from '../../platform/clock.ts';
import { grpcTransport } from '../../platform/rpc/grpc-transport.ts';
import { retryBudget, retrying } from '../../platform/rpc/retry.ts';
import type { Calls } from '../../platform/rpc/transport.ts';
import { apiOf } from './api.ts';
import type { Context, OptionValues } from './command.ts';
import { commands } from './commands.ts';
import { credentials } from './credentials.ts';
import { type ExitCode, exitCodes, faultReport, usageFault } from './fault.ts';
import { commandHelp, generalHelp } from './help.ts';
import { output } from './output.ts';
import { plainHandle } from './people.ts';
import { configDirectory, serverAddressOf } from './server-address.ts';
import { keptSession, type Session } from './session.ts';
import { spellOutControls, terminalSafeJson } from './terminal-safe.ts';
import { requireTextArguments } from './unicode.ts';

const everywhere = {
  server: { type: 'string' },
  as: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
} as const;

const print = (text: string) => process.stdout.write(text);

async function run(args: readonly string[], signal: AbortSignal): Promise<ExitCode> {
  const { name, rest } = commandIn(args);
  if (name === undefined && rest.includes('--version')) {
    const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
      version: string;
    };
    print(`${version}\n`);
    return exitCodes.ok;
  }
  if (name === undefined || name === 'help') {
    print(generalHelp());
    const asked = name === 'help' || rest.some((arg) => arg === '--help' || arg === '-h');
    return asked ? exitCodes.ok : exitCodes.usage;
  }
  const json = args.includes('--json');
  const failed = (error: unknown, server: string): ExitCode => {
    const { exitCode, line, json: shown } = faultReport(error, server);
    if (signal.aborted) return exitCodes.interrupted;
    process.stderr.write(
      json
        ? `${terminalSafeJson(JSON.stringify({ error: shown }))}\n`
        : `skein ${name}: ${spellOutControls(line)}\n`,
    );
    return exitCode;
  };
  const command = commands.find((each) => each.name === name);
  if (command === undefined)
    return failed(usageFault('there is no such command; skein --help lists them'), '');

  let server = '';
  let transport: ReturnType<typeof grpcTransport> | undefined;
  try {
    requireTextArguments(args);
    const { values, positionals } = parsed(rest, { ...command.options, ...everywhere });
    if (values.help) {
      print(commandHelp(command));
      return exitCodes.ok;
    }
    const [least, most] = command.words;
    if (positionals.length < least || positionals.length > most) {
      throw usageFault(`usage: skein ${name} ${command.usage}`.trimEnd());
    }
    const where = serverAddressOf(values.server as string | undefined, process.env);
    server = where.grpc;
    transport = grpcTransport({ address: server });
    const context = contextOf(transport as Calls, { where, json, signal, values });
    return (await command.run(context, positionals, values)) ?? exitCodes.ok;
  } catch (error) {
    return failed(error, server);
  } finally {
    transport?.close();
  }
}

/** The command is the first argument that is not an option; common options may precede it. */
function commandIn(args: readonly string[]): { name: string | undefined; rest: string[] } {
  const { tokens } = parseArgs({
    args: [...args],
    options: everywhere,
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  const at = tokens.find(({ kind }) => kind === 'positional')?.index;
  return { name: at === undefined ? undefined : args[at], rest: args.filter((_, index) => index !== at) };
}

function parsed(args: string[], options: NonNullable<Parameters<typeof parseArgs>[0]>['options']) {
  try {
    return parseArgs({ args, options, allowPositionals: true, strict: true }) as {
      values: OptionValues;
      positionals: string[];
    };
  } catch (error) {
    throw usageFault((error as Error).message);
  }
}

function contextOf(
  plainCalls: Calls,
  {
    where,
    json,
    signal,
    values,
  }: Pick<Context, 'where' | 'signal'> & { json: boolean; values: OptionValues },
): Context {
  const calls = retrying(plainCalls, { budget: retryBudget() });
  const stranger = apiOf(calls, signal);
  const directory = configDirectory(process.env);
  const kept = credentials(directory, where.grpc);
  const as = typeof values.as === 'string' ? plainHandle(values.as) : undefined;
  const session = (handle = as) => keptSession(stranger, kept, handle);
  const asOf = ({ token }: Session) => apiOf(calls, signal, token);
  return {
    env: process.env,
    where,
    out: output({ json, out: print, err: (text) => process.stderr.write(text) }),
    clock: systemClock,
    signal,
    calls,
    plainCalls,
    stranger,
    credentials: kept,
    configDirectory: directory,
    session,
    as: asOf,
    reader: () => (as === undefined && kept.find() === undefined ? stranger : asOf(session())),
  };
}

const stopping = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    // A second Ctrl-C does not wait for calls in flight.
    if (stopping.signal.aborted) process.exit(exitCodes.interrupted);
    stopping.abort();
  });
}
// The reader of the output may stop early: `skein home | head -3`.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? exitCodes.ok : exitCodes.refused);
});

// Pauses between tries do not keep a process alive by themselves.
const letEnd = keepAlive();
process.exitCode = await run(process.argv.slice(2), stopping.signal);
letEnd();
