import { durationFromMs, timestampMs } from '@bufbuild/protobuf/wkt';
import { type Client, createClient, type Transport } from '@connectrpc/connect';
import { OpsMeshService } from '../../../gen/ts/skein/ops/mesh/v1/ops_mesh_service_pb.ts';
import { LogLevel, type ProcessFigures as ProcessMessage } from '../../../gen/ts/skein/ops/v1/ops_pb.ts';
import { enumNames } from '../../../platform/enum-names.ts';
import type { Processes, ProcessFigures } from '../ports.ts';

/** The processes of one service. */
export interface ServiceProcesses {
  readonly service: string;
  processes(): readonly { readonly address: string; readonly transport: Transport }[];
}

const levels = enumNames(LogLevel);
/** How long a process may take to answer, in milliseconds. After that it counts as missing. */
const timeoutMs = 3_000;

/** Calls each process of a cluster. @param onSilent called for each process that does not answer */
export function allProcesses(
  services: readonly ServiceProcesses[],
  onSilent: (process: string, error: unknown) => void,
): Processes {
  const ask = async <T>(wanted: string, question: (client: Client<typeof OpsMeshService>) => Promise<T>) => {
    const asked = services
      .filter(({ service }) => wanted === '' || service === wanted)
      .flatMap(({ service, processes }) => processes().map((each) => ({ service, ...each })));
    const answers: T[] = [];
    const silent: string[] = [];
    await Promise.all(
      asked.map(async ({ service, address, transport }) => {
        try {
          answers.push(await question(createClient(OpsMeshService, transport)));
        } catch (error) {
          silent.push(`${service} at ${address}`);
          onSilent(`${service} at ${address}`, error);
        }
      }),
    );
    return { answers, silent };
  };
  return {
    async figures(service, namePrefixes) {
      const { answers, silent } = await ask(service, (client) =>
        client.getOwnFigures({ namePrefixes: [...namePrefixes] }, { timeoutMs }),
      );
      return {
        processes: eachOnce(answers.flatMap(({ process }) => (process ? [decoded(process)] : []))).sort(
          (a, b) => (a.instance < b.instance ? -1 : 1),
        ),
        missingInstances: silent.sort(),
      };
    },
    async setLogLevel({ level, service, instance, forMs }) {
      const request = { level: levels.valueOf(level), instance, duration: durationFromMs(forMs) };
      const { answers } = await ask(service, (client) => client.setOwnLogLevel(request, { timeoutMs }));
      return eachOnce(answers)
        .map((answer) => answer.instance)
        .filter((name) => name !== '')
        .sort();
    },
  };
}

/** A process that hosts several services is called once for each of them. */
function eachOnce<T extends { readonly instance: string }>(answers: readonly T[]): T[] {
  return [...new Map(answers.map((answer) => [answer.instance, answer])).values()];
}

function decoded(process: ProcessMessage): ProcessFigures {
  const { instance, services, version, serving, figures, startTime, sampleTime } = process;
  const msOf = (time: typeof startTime) => (time === undefined ? 0 : timestampMs(time));
  return {
    instance,
    services,
    version,
    serving,
    figures,
    startedMs: msOf(startTime),
    sampledMs: msOf(sampleTime),
  };
}
