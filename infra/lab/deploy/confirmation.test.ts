import { expect, test } from 'vitest';
import { Names } from '#infra/cdk/names.ts';
import { isNamed, refuseUnnamed } from './confirmation.ts';

const names = new Names('prod');

test.each([
  ['a yes', { yes: true, confirm: undefined }],
  ['a yes beside its name', { yes: true, confirm: 'prod' }],
  ['the name of another stage', { yes: false, confirm: 'dev' }],
  ['its name in capitals', { yes: false, confirm: 'PROD' }],
  ['no name', { yes: false, confirm: '' }],
])('no stage is taken away for %s', (_, said) =>
  expect(() => refuseUnnamed({ ...said, names })).toThrow('What is taken away is said by its name: --confirm prod'),
);

test.each(['prod', undefined])('a command line with the name %s goes on: without one it is asked for', (confirm) =>
  refuseUnnamed({ yes: false, confirm, names }),
);

test.each([
  ['prod', true],
  [' prod\n', true],
  ['y', false],
  ['', false],
  ['dev', false],
])('whether %j names the stage: %s', (said, is) => expect(isNamed(said, names)).toBe(is));
