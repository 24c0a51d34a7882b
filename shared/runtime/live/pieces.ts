/** The most that API Gateway sends in one message, in bytes (quotas of WebSocket APIs). */
export const MOST_BYTES = 128 * 1_024;

const BEFORE = '{"tipo":"novedades","novedades":[';
const AFTER = ']}';

/** Messages with these texts in their order, each as large as it may be. A text that fits into none is left out. */
export function piecesOf(texts: readonly string[], mostBytes = MOST_BYTES): string[] {
  const pieces: string[] = [];
  let inside: string[] = [];
  let bytes = 0;
  const room = mostBytes - BEFORE.length - AFTER.length;
  const close = () => {
    if (inside.length > 0) pieces.push(BEFORE + inside.join(',') + AFTER);
    inside = [];
    bytes = 0;
  };
  for (const text of texts) {
    const size = Buffer.byteLength(text);
    if (size > room) continue;
    const comma = inside.length > 0 ? 1 : 0;
    if (bytes + comma + size > room) close();
    bytes += (inside.length > 0 ? 1 : 0) + size;
    inside.push(text);
  }
  close();
  return pieces;
}
