import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';

const here = import.meta.dirname;
const buf = (...args: string[]) =>
  execFileSync(path.resolve('node_modules/.bin/buf'), args, { cwd: here, encoding: 'utf8' });

test('the protos are as buf wants them', () => {
  expect(buf('lint')).toBe('');
});

test('the generated types are those of the protos; otherwise: npm run protos', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'alpes-protos-'));
  try {
    buf('generate', '--output', folder);
    expect(filesOf(path.join(here, 'gen'))).toStrictEqual(filesOf(path.join(folder, 'gen')));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('what clients may hold to is that of the protos; otherwise: npm run protos', () => {
  const built = buf('build', '--exclude-source-info', '-o', '-#format=yaml');
  expect(readFileSync(path.join(here, 'published.yaml'), 'utf8')).toBe(built);
});

function filesOf(folder: string): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  return Object.fromEntries(names.toSorted().map((name) => [name, readFileSync(path.join(folder, name), 'utf8')]));
}
