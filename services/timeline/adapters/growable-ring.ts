import { copyOfBytes } from '../../../platform/cache/owned-copy.ts';
import { ringCapacity, ringEntryBytes, ringHeaderBytes, ringSlack, trimmed } from '../domain/ring.ts';

const fullBytes = ringHeaderBytes + ringCapacity * ringEntryBytes;
/** Of a ring's bytes at the most. */
export const growableRingBytes = fullBytes + ringSlack * ringEntryBytes;

/**
 * A ring with room behind its end: a push copies one entry. What is over capacity stays until the room is used up, so
 * that 128 pushes to a full ring move its bytes once, however many readers look in between.
 */
export class GrowableRing {
  #bytes: Buffer;
  #start = 0;
  #end: number;
  /** Somebody may look at these bytes: entries go behind what he sees, but nothing is moved in place. */
  #lent = true;

  constructor(ring: Buffer) {
    this.#bytes = copyOfBytes(ring);
    this.#end = ring.length;
  }

  append(packed: Buffer): void {
    if (this.#end + ringEntryBytes > this.#bytes.length) this.#makeRoom();
    this.#bytes.set(packed, this.#end);
    this.#end += ringEntryBytes;
  }

  /** The ring as it is now; these bytes do not change again. */
  view(): Buffer {
    this.#lent = true;
    return this.#bytes.subarray(this.#start, this.#end);
  }

  #makeRoom(): void {
    if (this.#lent || this.#bytes.length < growableRingBytes) this.#renew();
    this.#trim();
    if (this.#start === 0) return;
    this.#end = this.#bytes.copy(this.#bytes, 0, this.#start, this.#end);
    this.#start = 0;
  }

  #renew(): void {
    const length = this.#end - this.#start;
    const fresh = Buffer.allocUnsafeSlow(Math.min(growableRingBytes, length + ringSlack * ringEntryBytes));
    this.#bytes.copy(fresh, 0, this.#start, this.#end);
    this.#bytes = fresh;
    this.#start = 0;
    this.#end = length;
    this.#lent = false;
  }

  #trim(): void {
    this.#start = this.#end - trimmed(this.#bytes.subarray(this.#start, this.#end)).length;
  }
}
