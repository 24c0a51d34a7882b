import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openIssuer } from './issuer.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'emisor-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

test('the key of a folder is made once, and is whole', async () => {
  const first = await openIssuer(folder);
  expect(readdirSync(folder)).toStrictEqual(['emisor.json']);
  expect((await openIssuer(folder)).parameters).toStrictEqual(first.parameters);
});

test.each(['', 'x', 'null', '{}', '{"privateKey":{},"publicKey":{}}'])(
  'a file with "%s" holds no key, and is named',
  async (text) => {
    const file = path.join(folder, 'emisor.json');
    writeFileSync(file, text);
    await expect(openIssuer(folder)).rejects.toThrow(`${file} holds no key to sign tokens with.`);
  },
);
