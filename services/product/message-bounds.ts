import { BatchGetAuthorHeadsRequestSchema } from '../../gen/ts/skein/post/mesh/v1/post_mesh_service_pb.ts';
import { maxItems } from '../../platform/rpc/item-limit.ts';
import { maxMessageBytes } from '../../platform/rpc/limits.ts';

/** The most posts of one response: a page of 100 entries, each quoting another post. */
const postsOfAnswer = 200;
/** The most bytes of a post besides its text: mostly its author's name (1,600) and bio (5,120). */
const besideText = 7_000;

/**
 * The longest text, in bytes, with which a full page of quotes fits one response. A text may appear twice: as text and as
 * URLs of its links.
 */
export const maxTextBytes = Math.floor((maxMessageBytes / postsOfAnswer - besideText) / 2);

/** The most authors whose newest entries one request can read: the followed ones and the reader. */
export const maxFollowingOfMessages = maxItems(BatchGetAuthorHeadsRequestSchema, 'authorIds') - 1;
