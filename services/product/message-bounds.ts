import { BatchGetAuthorHeadsRequestSchema } from '../../gen/ts/skein/post/mesh/v1/post_mesh_service_pb.ts';
import { maxItems } from '../../platform/rpc/item-limit.ts';
import { maxMessageBytes } from '../../platform/rpc/limits.ts';

/** Posts of one answer: a page of 100 entries, each of which quotes another. */
const postsOfAnswer = 200;
/** What an answer has of a post beside its text, in bytes: mostly its author's name (1,600) and bio (5,120). */
const besideText = 7_000;

/** The longest text of which a full page of quotes fits one answer, in bytes: it comes again as the addresses of links. */
export const maxTextBytes = Math.floor((maxMessageBytes / postsOfAnswer - besideText) / 2);

/** Whose newest entries one request asks for, of one moment: those whom a reader follows, and his own. */
export const maxFollowingOfMessages = maxItems(BatchGetAuthorHeadsRequestSchema, 'authorIds') - 1;
