import { Code } from '@connectrpc/connect';
import t from 'tap';
import { ProbeService } from '../../gen/ts/skein/probe/mesh/v1/probe_pb.ts';
import { CallContext } from './call-context.ts';

class Call extends CallContext {
  readonly protocolName = 'test';
  readonly requestHeader = new Headers();
  readonly reason = Promise.withResolvers<Code>();

  header(): undefined {}

  peerAddress(): string {
    return '';
  }

  protected stopped({ code }: { code: Code }): void {
    this.reason.resolve(code);
  }
}

t.test('a call that starts after its deadline ends as DEADLINE_EXCEEDED, without a warning', async (t) => {
  const warnings: Error[] = [];
  const keep = (warning: Error) => warnings.push(warning);
  process.on('warning', keep);
  t.teardown(() => process.off('warning', keep));
  const call = new Call(ProbeService.method.serverStream);
  call.expireIn(-34);
  t.equal(call.timeoutMs(), 0);
  t.equal(await call.reason.promise, Code.DeadlineExceeded);
  t.same(warnings, []);
});
