import { expect, test } from 'vitest';
import { Frames } from './frames.ts';

/** A masked frame of a client, of which only the lengths matter. */
function frame(payload: number): Buffer {
  const length =
    payload < 126
      ? [0x80 | payload]
      : payload < 65_536
        ? [0x80 | 126, payload >> 8, payload & 0xff]
        : [0x80 | 127, 0, 0, 0, 0, payload >>> 24, (payload >> 16) & 0xff, (payload >> 8) & 0xff, payload & 0xff];
  return Buffer.concat([Buffer.from([0x81, ...length, 1, 2, 3, 4]), Buffer.alloc(payload, 0xff)]);
}

const most = 300;

test.each([[0], [125], [126], [300]])('a frame of %i bytes is within 300', (payload) => {
  expect(new Frames(most).exceed(frame(payload))).toBe(false);
});

test.each([[301], [65_535], [65_536], [5_000_000]])('a frame of %i bytes is not', (payload) => {
  expect(new Frames(most).exceed(frame(payload).subarray(0, 20))).toBe(true);
});

test.each([1, 2, 3, 7, 100])('frames are told apart however they come, here %i bytes at a time', (size) => {
  const bytes = Buffer.concat([frame(0), frame(5), frame(200), frame(300), frame(126), frame(301)]);
  const last = bytes.length - frame(301).length;
  const frames = new Frames(most);
  for (let at = 0; at < bytes.length; at += size) {
    const exceeds = frames.exceed(bytes.subarray(at, at + size));
    // The length is known with the last byte of the header, eight bytes long here.
    expect(exceeds).toBe(at + size >= last + 8);
    if (exceeds) return;
  }
  expect.unreachable('the last frame is too large');
});
