/** Follows the frames (RFC 6455, section 5.2) in the bytes of one client, of which a WebSocket library tells only whole messages. */
export class Frames {
  readonly #most: number;
  readonly #header: number[] = [];
  #payloadLeft = 0;

  /** @param most bytes of payload that a frame may have. */
  constructor(most: number) {
    this.#most = most;
  }

  /** Whether a frame that is too large begins in `chunk`, the next bytes. After that there is nothing to follow any more. */
  exceed(chunk: Buffer): boolean {
    let at = 0;
    while (at < chunk.length) {
      if (this.#payloadLeft > 0) {
        const passed = Math.min(this.#payloadLeft, chunk.length - at);
        this.#payloadLeft -= passed;
        at += passed;
        continue;
      }
      this.#header.push(chunk[at] as number);
      at += 1;
      const payload = payloadOf(this.#header);
      if (payload === undefined) continue;
      if (payload > this.#most) return true;
      this.#payloadLeft = payload;
      this.#header.length = 0;
    }
    return false;
  }
}

/** How many bytes of payload a header announces; `undefined` while it is not whole. */
function payloadOf(header: readonly number[]): number | undefined {
  const [, second] = header;
  if (second === undefined) return undefined;
  const short = second & 0x7f;
  const lengthBytes = short === 126 ? 2 : short === 127 ? 8 : 0;
  const maskBytes = second & 0x80 ? 4 : 0;
  if (header.length < 2 + lengthBytes + maskBytes) return undefined;
  return lengthBytes === 0 ? short : header.slice(2, 2 + lengthBytes).reduce((length, byte) => length * 256 + byte, 0);
}
