import type { DescMethod, MessageInitShape, MessageShape } from '@bufbuild/protobuf';

/** The headers that identify the caller. */
export type Headers = Readonly<Record<string, string>>;

/** Somebody who is signed in. */
export interface Person {
  readonly userId: string;
  readonly handle: string;
  readonly sessionId: string;
  readonly accessToken: string;
  readonly refreshToken: string;
}

/** The people and posts that example requests refer to; made once, before the first of them. */
export interface Cast {
  /** Calls where an example says nobody else. She follows as many people as one may. */
  readonly ada: Person;
  /** Has a counterpart of everything that Ada has. */
  readonly bob: Person;
  /** Has blocked Ada. */
  readonly cleo: Person;
  /** Is deactivated. */
  readonly dora: Person;
  readonly moderator: Person;
  readonly operator: Person;
  /** Makes every write once under a request_id, on two devices. */
  readonly max: Person;
  readonly maxElsewhere: Person;
  /** Their password was guessed wrongly up to the limit. */
  readonly nan: Person;
  /** Without any relationship. */
  readonly zoe: Person;
  readonly posts: {
    readonly ada: string;
    readonly bob: string;
    readonly cleo: string;
    readonly dora: string;
    readonly max: string;
    /** Was Ada's. */
    readonly deleted: string;
  };
  /** Ids of dead letters that nobody has looked at, at least eight. */
  readonly letters: readonly string[];
  /** Ada's signed-out session, with its tokens. */
  readonly signedOut: Person;
  /** Ada's session whose refresh token was used twice. */
  readonly rotatedTwice: Person;
  /** Another open session of Ada's. */
  readonly adaElsewhere: Person;
  /** Everybody's. */
  readonly password: string;
  /** The limits of sign-ins and sign-ups of one handle, and of password attempts in one session. */
  readonly attemptsPerHandle: number;
  /** The headers of somebody's calls. */
  as(person: Person): Headers;
  /** Those of a service that declares that it calls the RPC. */
  asService(method: DescMethod): Headers;
  /** Those of services that do not declare it, one of them unknown to all, with good tokens. */
  strangersTo(method: DescMethod): Readonly<Record<string, Headers>>;
  /** Calls an RPC and answers the first message, for examples that need what the network gives out. */
  call<M extends DescMethod>(
    method: M,
    request: MessageInitShape<M['input']>,
    as: Headers,
  ): Promise<MessageShape<M['output']>>;
}
