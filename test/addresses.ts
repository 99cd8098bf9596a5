import type { ChildProcess } from 'node:child_process';

/** The addresses of a network in a child process, from the lines that it prints. */
export interface Addresses {
  /** `host:port` */
  readonly grpc: string;
  /** `http://host:port` */
  readonly http: string;
}

/** Resolves when the network accepts calls; rejects with its output when the process ends before. */
export function addressesOf(child: ChildProcess): Promise<Addresses> {
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout!.setEncoding('utf8').on('data', (more: string) => {
      text += more;
      const [, grpc, http] = /gRPC (\S+:\d+)\n +HTTP (\S+)/.exec(text) ?? [];
      if (grpc !== undefined && http !== undefined) resolve({ grpc, http });
    });
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`the server ended at its start with ${code}: ${text}`)));
  });
}
