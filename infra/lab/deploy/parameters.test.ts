import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { parameterArguments } from './cdk.ts';

const assembly = mkdtempSync(path.join(tmpdir(), 'alpes-parametros-'));
afterAll(() => rmSync(assembly, { recursive: true, force: true }));
const template = (stack: string, ...names: readonly string[]) =>
  writeFileSync(
    path.join(assembly, `${stack}.template.json`),
    JSON.stringify({ Parameters: Object.fromEntries(names.map((name) => [name, { Type: 'String' }])) }),
  );
template('pruebas-datos', 'AlarmEmail');
template('pruebas-ordenes', 'SettingsDigest', 'TokenIssuer', 'TokenKeys');

/** What stacks are given, without the flag before each. */
const given = (parameters: Record<string, string>) =>
  parameterArguments({ assembly, tokens: { parameters, token: undefined } }).filter((one) => one !== '--parameters');
const digest = (parameters: Record<string, string>) =>
  given(parameters).find((one) => one.startsWith('pruebas-ordenes:SettingsDigest='));

const SAID = { TokenIssuer: 'https://a.example', TokenKeys: 'data:a==', AlarmEmail: 'a@b.co', PageUrl: 'https://c.co' };

test('each stack is given what it has a parameter for, and a digest of that, where it asks for one', () =>
  expect(given(SAID).sort()).toStrictEqual([
    'pruebas-datos:AlarmEmail=a@b.co',
    expect.stringMatching(/^pruebas-ordenes:SettingsDigest=[0-9a-f]{16}$/),
    'pruebas-ordenes:TokenIssuer=https://a.example',
    'pruebas-ordenes:TokenKeys=data:a',
  ]));

test.each([
  ['another value of its own', { ...SAID, TokenIssuer: 'https://b.example' }, false],
  ['one that is not said', { TokenIssuer: SAID.TokenIssuer }, false],
  ["another value of another stack's", { ...SAID, AlarmEmail: 'c@d.co' }, true],
])('the digest with %s', (_, parameters, same) => expect(digest(parameters) === digest(SAID)).toBe(same));
