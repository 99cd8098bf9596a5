import t from 'tap';
import { isPrivate } from './private-file.ts';

t.test(
  'a file is private if only its owner may use it, or if it is a secret that Kubernetes mounts',
  async (t) => {
    const pod = { uid: 10_001, groups: [10_001] };
    const mounted = { mode: 0o100440, uid: 0, gid: 10_001 };
    t.ok(isPrivate({ mode: 0o100600, uid: 10_001, gid: 10_001 }, pod));
    t.ok(isPrivate(mounted, pod));
    t.notOk(isPrivate({ ...mounted, mode: 0o100444 }, pod), 'everybody may read it');
    t.notOk(isPrivate({ ...mounted, mode: 0o100460 }, pod), 'the group may write it');
    t.notOk(isPrivate({ ...mounted, gid: 100 }, pod), 'of another group');
    t.notOk(isPrivate({ ...mounted, uid: 1_000 }, pod), 'of another user');
    t.notOk(isPrivate(mounted, { uid: 0, groups: [0, 10_001] }), 'root has files of its own');
  },
);
