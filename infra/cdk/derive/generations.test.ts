import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { digestsOf } from './generations.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'generations-'));
  await writeFile(
    path.join(folder, 'fold.ts'),
    "import { added } from './sums.ts';\nexport const fold = (held, given) => added(held, given);",
  );
});
afterEach(() => rm(folder, { recursive: true }));

const ADDED = 'export function added(held, given) { return held + given; }';

async function digestWith(sums: string): Promise<string | undefined> {
  await writeFile(path.join(folder, 'sums.ts'), sums);
  return (await digestsOf({ fold: path.join(folder, 'fold.ts') })).fold;
}

test('a fold is another one once what it uses does something else', async () =>
  expect(await digestWith(ADDED.replace('+', '-'))).not.toBe(await digestWith(ADDED)));

test.each([
  ['another function beside it', `${ADDED}\nexport function zigzag(zzz) { return zzz.zzzz.zzzzz.zzzzzz.zzzzzzz; }`],
  ['a comment', `/** The sum. */\n${ADDED}`],
  ['other names inside', ADDED.replaceAll('held', 'sum')],
])('and is the same with %s', async (_, sums) => expect(await digestWith(sums)).toBe(await digestWith(ADDED)));
