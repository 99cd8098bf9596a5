import type { DescMethod, MessageInitShape, MessageShape } from '@bufbuild/protobuf';

/** The headers that identify the caller. */
export type Headers = Readonly<Record<string, string>>;

/** A signed-in person. */
export interface Person {
  readonly userId: string;
  readonly handle: string;
  readonly sessionId: string;
  readonly accessToken: string;
  readonly refreshToken: string;
}

/** The people and posts of example requests; created once, before the first of them. */
export interface Cast {
  /** The default caller. Follows as many people as allowed. */
  readonly ada: Person;
  /** Has a counterpart of everything that Ada has. */
  readonly bob: Person;
  /** Has blocked Ada. */
  readonly cleo: Person;
  /** Is deactivated. */
  readonly dora: Person;
  readonly moderator: Person;
  readonly operator: Person;
  /** Repeats every write with a request_id, on two devices. */
  readonly max: Person;
  readonly maxElsewhere: Person;
  /** A person whose password was guessed wrongly up to the limit. */
  readonly nan: Person;
  /** Without any relationship. */
  readonly zoe: Person;
  readonly posts: {
    readonly ada: string;
    readonly bob: string;
    readonly cleo: string;
    readonly dora: string;
    readonly max: string;
    /** A deleted post of Ada's. */
    readonly deleted: string;
  };
  /** The ids of at least eight dead letters that no example uses. */
  readonly letters: readonly string[];
  /** Ada's signed-out session, with its tokens. */
  readonly signedOut: Person;
  /** Ada's session whose refresh token was reused. */
  readonly rotatedTwice: Person;
  /** Another open session of Ada's. */
  readonly adaElsewhere: Person;
  /** The public keys of access tokens. */
  readonly password: string;
  /** The limits of sign-ins and sign-ups of one handle, and of password attempts in one session. */
  readonly attemptsPerHandle: number;
  /** The headers of a person's calls. */
  as(person: Person): Headers;
  /** The headers of a service that declares that it calls the RPC. */
  asService(method: DescMethod): Headers;
  /** The headers of services that do not declare the RPC, one of them an unknown service, with valid tokens. */
  strangersTo(method: DescMethod): Readonly<Record<string, Headers>>;
  /** Calls an RPC and returns its first message, for examples that need values from the network. */
  call<M extends DescMethod>(
    method: M,
    request: MessageInitShape<M['input']>,
    as: Headers,
  ): Promise<MessageShape<M['output']>>;
}
