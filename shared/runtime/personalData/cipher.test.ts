import { expect, test } from 'vitest';
import { decrypt, encrypt } from './cipher.ts';

const key = Buffer.alloc(32, 7);

/** What was encrypted, with its bytes changed. */
function changed(cifrado: string, change: (bytes: Buffer) => Buffer) {
  return { cifrado: change(Buffer.from(cifrado, 'base64url')).toString('base64url') };
}

test.each([['Ana Rojas'], [{ lat: 4.7, tags: ['ñ', null] }], [''], [0]])('%j is read as it was encrypted', (value) =>
  expect(decrypt(encrypt(value, key, 'ana'), key, 'ana')).toStrictEqual(value),
);

test('the same is another text each time', () =>
  expect(encrypt('Ana', key, 'ana')).not.toStrictEqual(encrypt('Ana', key, 'ana')));

test('another key, another person and a changed byte anywhere read nothing', () => {
  const { cifrado } = encrypt('Ana', key, 'ana');
  expect(() => decrypt({ cifrado }, Buffer.alloc(32, 8), 'ana')).toThrow();
  expect(() => decrypt({ cifrado }, key, 'luis')).toThrow();
  for (const at of Buffer.from(cifrado, 'base64url').keys()) {
    const other = changed(cifrado, (bytes) => {
      bytes[at] = (bytes[at] as number) ^ 1;
      return bytes;
    });
    expect(() => decrypt(other, key, 'ana')).toThrow();
  }
});

test('what was encrypted in another way is told by that', () => {
  const other = changed(encrypt('Ana', key, 'ana').cifrado, (bytes) => {
    bytes[0] = 2;
    return bytes;
  });
  expect(() => decrypt(other, key, 'ana')).toThrow('Nothing was encrypted in the way 2.');
});

test('a tag that was cut short proves nothing', () => {
  // What is left after a version and a nonce would be taken for a tag: of 4 bytes, one in 2³² is guessed.
  const short = changed(encrypt('', key, 'ana').cifrado, (bytes) => bytes.subarray(0, 13 + 4));
  expect(() => decrypt(short, key, 'ana')).toThrow('Invalid authentication tag length: 4');
});
