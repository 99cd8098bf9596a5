/** The flag and length before the data of an envelope: the framing of gRPC, gRPC-Web and Connect streams. */
export const envelopeHeadBytes = 5;

/** The flag of an envelope with compressed data. */
export const compressedFlag = 1;

export function enveloped(flag: number, data: Uint8Array): Buffer {
  const head = Buffer.alloc(envelopeHeadBytes);
  head[0] = flag;
  head.writeUInt32BE(data.length, 1);
  return Buffer.concat([head, data]);
}
