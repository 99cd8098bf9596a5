import { copyOfBytes } from '../../../platform/cache/owned-copy.ts';
import {
  ringCapacity,
  ringEntryBytes,
  ringHeaderBytes,
  ringSlack,
  ringVersion,
  trimmed,
} from '../domain/ring.ts';

const fullBytes = ringHeaderBytes + ringCapacity * ringEntryBytes;
/** The most bytes of a ring. */
export const growableRingBytes = fullBytes + ringSlack * ringEntryBytes;

/**
 * A ring with free space at its end: a push copies one entry. Entries over capacity stay until the space is used up. So 128
 * pushes to a full ring move its bytes once, with any number of reads between them.
 */
export class GrowableRing {
  #bytes: Buffer;
  #start = 0;
  #end: number;
  /** A reader may hold these bytes. Entries may be appended behind that view, but nothing may move in place. */
  #isShared = true;

  constructor(ring: Buffer) {
    this.#bytes = copyOfBytes(ring);
    this.#end = ring.length;
  }

  append(packed: Buffer): void {
    if (this.#end + ringEntryBytes > this.#bytes.length) this.#makeRoom();
    this.#bytes.set(packed, this.#end);
    this.#end += ringEntryBytes;
  }

  /** The ring as of now. These bytes do not change again. */
  view(): Buffer {
    this.#isShared = true;
    return this.#bytes.subarray(this.#start, this.#end);
  }

  version(): string {
    // No view: the bytes stay this ring's own.
    const ring = this.#bytes.subarray(this.#start, this.#end);
    return ringVersion(ring, ring, ring.length);
  }

  #makeRoom(): void {
    if (this.#isShared || this.#bytes.length < growableRingBytes) this.#renew();
    this.#trim();
    if (this.#start === 0) return;
    this.#end = this.#bytes.copy(this.#bytes, 0, this.#start, this.#end);
    this.#start = 0;
  }

  #renew(): void {
    const length = this.#end - this.#start;
    const copy = Buffer.allocUnsafeSlow(Math.min(growableRingBytes, length + ringSlack * ringEntryBytes));
    this.#bytes.copy(copy, 0, this.#start, this.#end);
    this.#bytes = copy;
    this.#start = 0;
    this.#end = length;
    this.#isShared = false;
  }

  #trim(): void {
    this.#start = this.#end - trimmed(this.#bytes.subarray(this.#start, this.#end)).length;
  }
}
