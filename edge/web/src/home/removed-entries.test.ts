import { create } from '@bufbuild/protobuf';
import t from 'tap';
import { TimelineEntrySchema } from '../../../../gen/ts/skein/timeline/v1/timeline_service_pb.ts';
import { removedEntries } from './removed-entries.ts';

/** A timeline in pages of two. */
function lists(...ids: string[]) {
  const asked: string[] = [];
  return {
    asked,
    list: async (pageToken: string) => {
      asked.push(pageToken);
      const from = Number(pageToken);
      const entries = ids.slice(from, from + 2).map((entryId) => create(TimelineEntrySchema, { entryId }));
      return { entries, nextPageToken: from + 2 < ids.length ? String(from + 2) : '' };
    },
  };
}

t.test('shown entries that are no longer listed are removed, as far down as the page shows', async (t) => {
  const { list, asked } = lists('9', '7', '5', '3', '1');
  t.strictSame([...(await removedEntries(['8', '7', '6', '5'], list))], ['8', '6']);
  t.strictSame(asked, ['', '2'], 'no further');
  t.strictSame(
    [...(await removedEntries(['4', '2', '0'], list))],
    ['4', '2', '0'],
    'the list ends above the last',
  );
  t.strictSame([...(await removedEntries([], list))], []);
  t.strictSame([...(await removedEntries(['1'], lists().list))], ['1'], 'an empty timeline');
});

t.test('an endless list is not read to its end; further entries stay', async (t) => {
  const many = Array.from({ length: 100 }, (_, n) => String(199 - n));
  const { list, asked } = lists(...many);
  t.strictSame([...(await removedEntries(['198.5', '101.5'], list))], ['198.5']);
  t.equal(asked.length, 10);
});
