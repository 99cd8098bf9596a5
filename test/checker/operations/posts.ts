import {
  CreatePostResponseSchema,
  DeletePostResponseSchema,
} from '../../../gen/ts/skein/post/v1/post_service_pb.ts';
import type { ReasonName } from '../../../platform/domain-error.ts';
import { caller, type Kind, people, targetPost, unknownId } from '../choose.ts';
import { Mismatch, sameMessage } from '../compare.ts';
import { isActive, personByHandle } from '../expected/people.ts';
import { expectedPost, isVisible } from '../expected/posts.ts';
import { ofDeleting, ofReaching } from '../expected/refusals.ts';
import type { Post } from '../model/state.ts';
import { createPost, deletePost } from '../model/transitions.ts';
import { randomText, type Text, textOfLength } from '../text.ts';
import { api, as, type World } from '../world.ts';
import { type Write, write } from '../write.ts';
import { type Operation, writing } from './operation.ts';

interface Draft {
  readonly text: Text;
  readonly replyToId: string;
  readonly quotedId: string;
  readonly mediaIds: string[];
}

export function choosePost(world: World, kind?: Kind, author = caller(world)): Write {
  const { id: authorId } = author;
  const draft = drafted(world, authorId, kind);
  const { model } = world;
  const refusals = reachedBy(draft).map((id) => ofReaching(model, authorId, id));
  return posting(world, authorId, draft, refusals.find(Boolean));
}

/** The posts that it replies to and quotes. */
function reachedBy({ replyToId, quotedId }: Draft): string[] {
  return [replyToId, quotedId].filter((id) => id !== '');
}

function posting(world: World, authorId: string, draft: Draft, refusal: ReasonName | undefined): Write {
  const { replyToId, quotedId, mediaIds, text } = draft;
  const reached = reachedBy(draft);
  const send = (requestId: string, raw: string) =>
    api(world).post.createPost(
      { text: raw, replyToPostId: replyToId, quotedPostId: quotedId, mediaIds, requestId },
      as(world, authorId),
    );
  return write({
    rpc: 'CreatePost',
    schema: CreatePostResponseSchema,
    actorId: authorId,
    about: `${JSON.stringify(text.raw.slice(0, 40))} reply to ${replyToId || '-'}, quote of ${quotedId || '-'}`,
    touches: [
      ...reached,
      ...reached.flatMap((id) => world.model.posts.get(id)?.authorId ?? []),
      ...text.named.flatMap(({ handle }) => personByHandle(world.model, handle)?.id ?? []),
    ],
    refusal,
    send: (requestId) => send(requestId, text.raw),
    sendOther: (requestId) => send(requestId, `${text.raw} and more`.slice(-200)),
    apply(answer) {
      const id = answer.post?.id ?? '';
      if (world.model.posts.has(id)) throw new Mismatch('a post has an id of its own', 'a new id', id);
      for (const subject of reached) {
        if (id <= subject) throw new Mismatch('a reply or quote is above its subject', `> ${subject}`, id);
      }
      const { model } = world;
      createPost(model, {
        id,
        authorId: authorId,
        text: text.text,
        mentions: text.named.flatMap((named) => {
          const userId = personByHandle(model, named.handle)?.id;
          return userId !== undefined && isActive(model, userId) ? [{ ...named, userId }] : [];
        }),
        hashtags: text.hashtags,
        links: text.links,
        replyToId,
        quotedId,
      });
      world.history.note(world.step, `the post of ${authorId} is ${id}`, [id, authorId]);
      sameMessage(
        'CreatePost',
        CreatePostResponseSchema,
        { post: expectedPost(model, id, authorId) },
        answer,
      );
    },
  });
}

function drafted(world: World, authorId: string, target?: Kind): Draft {
  const { random, model } = world;
  const handles = random.sample(people(world), 3).map(({ handle }) => handle);
  const kind = random.weighted({ plain: target ? 0 : 42, reply: 32, quote: 21, both: 5 });
  const isReply = kind === 'reply' || kind === 'both';
  const replyToId = (isReply ? targetPost(world, authorId, target) : undefined) ?? '';
  // With a single fault the expected reason is unambiguous.
  const isReachable = replyToId === '' || isVisible(model, replyToId, authorId);
  const isQuote = kind === 'quote' || kind === 'both';
  const quotedId = (isQuote ? targetPost(world, authorId, isReachable ? target : 'seen') : undefined) ?? '';
  return { text: randomText(random, handles), replyToId, quotedId, mediaIds: [] };
}

/** Faults of a post, independent of its author. */
export const spoils = ['empty', 'long', 'bytes', 'control', 'marks', 'media'] as const;

/** A post that is refused for its content. */
export function spoiledPost(world: World, kind: (typeof spoils)[number]): Write {
  const { random } = world;
  const raw = {
    empty: random.pick(['', ' ', '\r\n', '\u200b', '\u2800']),
    long: textOfLength(random, 281),
    bytes: '👩‍👩‍👧'.repeat(250),
    control: `a${random.pick(['\0', '\t', '\u0085'])}b`,
    marks: `a${'\u0335'.repeat(9)}`,
    media: 'look',
  }[kind];
  const reasons = {
    empty: 'TEXT_EMPTY',
    long: 'TEXT_TOO_LONG',
    bytes: 'TEXT_TOO_LONG',
    control: 'TEXT_CONTROL_CHARACTER',
    marks: 'TEXT_CHARACTER_INVALID',
    media: 'MEDIA_NOT_FOUND',
  } as const;
  const text: Text = { raw, text: raw, named: [], hashtags: [], links: [] };
  const mediaIds = kind === 'media' ? [unknownId(random)] : [];
  return posting(world, caller(world).id, { text, replyToId: '', quotedId: '', mediaIds }, reasons[kind]);
}

export function chooseDelete(world: World, kind?: Kind, actor = caller(world)): Write | undefined {
  const { random, model } = world;
  const standing = [...model.posts.values()].filter(({ deleted }) => !deleted);
  const own = standing.filter(({ authorId }) => authorId === actor.id);
  const pickOwn = (posts: readonly Post[]) => (posts.length === 0 ? undefined : random.recent(posts).id);
  const isOwn = kind === undefined && random.chance(0.75);
  const postId = isOwn ? pickOwn(own) : targetPost(world, actor.id, kind);
  if (postId === undefined) return undefined;
  const other = pickOwn(own.filter(({ id }) => id !== postId));
  const send = (requestId: string, id: string) =>
    api(world).post.deletePost({ postId: id, requestId }, as(world, actor.id));
  const place = model.posts.get(postId);
  const around = [place?.replyToId, place?.quotedId].flatMap((id) => (id ? [id] : []));
  return write({
    rpc: 'DeletePost',
    schema: DeletePostResponseSchema,
    actorId: actor.id,
    about: postId,
    touches: [postId, ...around],
    refusal: ofDeleting(model, actor.id, postId),
    send: (requestId) => send(requestId, postId),
    ...(other !== undefined && { sendOther: (requestId: string) => send(requestId, other) }),
    apply() {
      deletePost(model, postId);
    },
  });
}

export const postWrites: readonly Operation[] = [
  writing('create a post', 16, choosePost),
  writing('delete a post', 3, chooseDelete),
];
