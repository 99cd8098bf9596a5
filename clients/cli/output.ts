import type { DescMessage, JsonValue, MessageShape } from '@bufbuild/protobuf';
import { toJson } from '@bufbuild/protobuf';
import { spellOutControls, terminalSafeJson } from './terminal-safe.ts';

/** The output of a command: results go to standard output, everything else to standard error. */
export interface Output {
  readonly json: boolean;
  /** A result: one line of JSON with --json, else text. */
  answer(value: JsonValue, text: string): void;
  /** A result that is a message of the contract. */
  message<S extends DescMessage>(schema: S, message: MessageShape<S>, text: string): void;
  /** Anything but the result: progress, hints. */
  note(text: string): void;
}

type Sink = (text: string) => void;

export function output({ json, out, err }: { json: boolean; out: Sink; err: Sink }): Output {
  const answer = (value: JsonValue, text: string) => {
    if (json) out(`${terminalSafeJson(JSON.stringify(value))}\n`);
    else if (text !== '') out(`${text}\n`);
  };
  return {
    json,
    answer,
    message: (schema, message, text) => answer(toJson(schema, message), text),
    note: (text) => err(`${spellOutControls(text)}\n`),
  };
}
