/** One message as a client received it. */
export interface Answer {
  readonly resumeToken: string;
  /** Ids of new entries; empty otherwise. */
  readonly entries: readonly string[];
  /** The removed entry; undefined otherwise. */
  readonly removed?: string | undefined;
}

/** The settings of a network. */
export interface SubjectOptions {
  readonly heartbeatMs: number;
  readonly slowReaderMs: number;
}

/** A network that serves a stream on its real server, with one reader; the test writes the reader's list. */
export interface StreamSubject {
  /** Adds entries of about so many bytes each to the list; gives their ids. */
  add(count: number, bytes?: number): Promise<string[]>;
  /** Assigns an entry's id now; `appear` adds it to the list. */
  addLate(): Promise<{ readonly id: string; appear(): Promise<void> }>;
  remove(id: string): Promise<void>;
  /** The stream's messages, to the reader or to another user. */
  answers(resumeToken: string, signal: AbortSignal, reader?: 'another'): AsyncIterable<Answer>;
  /** The same call as bytes, for a client that does not read. */
  readonly call: {
    readonly address: string;
    readonly path: string;
    readonly headers: Readonly<Record<string, string>>;
    request(resumeToken: string): Uint8Array;
  };
  /** From now on streams get no hints of entries. */
  loseHints(): void;
  /** How many looks all streams have taken. */
  looks(): number;
  /** The reader signs out. */
  endSession(): Promise<void>;
  /** Moves the wall clock beyond the expiry of the reader's token. */
  expireToken(): void;
  /** Stops the process as an operator does, and starts another one on the same data. */
  restart(): Promise<void>;
}
