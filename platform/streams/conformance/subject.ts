/** One answer as a client has it. */
export interface Answer {
  readonly resumeToken: string;
  /** Ids of entries that came; empty otherwise. */
  readonly entries: readonly string[];
  /** The entry that is gone; undefined otherwise. */
  readonly removed?: string | undefined;
}

/** What a network is started with. */
export interface SubjectOptions {
  readonly heartbeatMs: number;
  readonly slowReaderMs: number;
}

/** A network that serves a stream on its real server, with one reader whose list is written here. */
export interface StreamSubject {
  /** Puts entries of about so many bytes each into the list; answers their ids. */
  add(count: number, bytes?: number): Promise<string[]>;
  /** Gives an entry its id now and puts it into the list when told to. */
  addLate(): Promise<{ readonly id: string; appear(): Promise<void> }>;
  remove(id: string): Promise<void>;
  /** The stream's answers, to the reader or to somebody else. */
  answers(resumeToken: string, signal: AbortSignal, reader?: 'another'): AsyncIterable<Answer>;
  /** The same call as bytes, for a client that does not read. */
  readonly call: {
    readonly address: string;
    readonly path: string;
    readonly headers: Readonly<Record<string, string>>;
    request(resumeToken: string): Uint8Array;
  };
  /** From now on no hint of an entry reaches a stream. */
  loseHints(): void;
  /** How many looks all streams together have taken. */
  looks(): number;
  /** The reader signs out. */
  endSession(): Promise<void>;
  /** Moves the wall clock on beyond the life of the reader's token. */
  expireToken(): void;
  /** Ends the process as an operator does, and starts another on the same data. */
  restart(): Promise<void>;
}
