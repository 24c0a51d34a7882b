import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'alpes-legado-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function legado(args: readonly string[], PATH = process.env.PATH) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['infra/lab/legado.ts', ...args], {
    encoding: 'utf8',
    env: { ...process.env, PATH },
  });
  return { status, said: stdout + stderr };
}

test('it says what it needs, and how Debian calls it', () => {
  writeFileSync(path.join(folder, 'outputs.json'), JSON.stringify({ endpoint: 'http://127.0.0.1:1' }));
  symlinkSync('/bin/true', path.join(folder, 'mvn'));
  const { status, said } = legado(['--data', folder], folder);
  expect(said).toMatch(/^This machine lacks java, /);
  expect(said).toContain('apt-get install --no-install-recommends openjdk-17-jdk-headless ');
  expect(said).not.toContain('maven');
  expect(status).toBe(1);
});

test('without a running system it says how to start one', () => {
  const { status, said } = legado(['--data', folder]);
  expect(said).toContain(`No system is running in ${folder}: start one with npm start.`);
  expect(status).toBe(2);
});
