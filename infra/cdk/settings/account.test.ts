import { describe, expect, test } from 'vitest';
import { GRIDS } from '../grids.ts';
import { EVERYTHING } from '../testing/everything.ts';
import { accountOf, allowedBy, PLAIN } from './account.ts';
// What it says of bad input, in Spanish, is not for who deploys.
import '#shared/runtime/validate.ts';

const { domain, live, cors, plan, shift, backup } = EVERYTHING;
const OTHER_REGION = 'arn:aws:acm:eu-west-1:123456789012:certificate/0f9d1d8a-2e0b-4f1e-9c55-0a1b2c3d4e5f';

/** What is said of a stage that is told in one sentence not to be so. */
const WRONG: readonly (readonly [what: string, said: unknown, sentence: string])[] = [
  [
    'a domain that is none',
    { domain: { ...domain, name: 'Alpes' } },
    'domain.name: "Alpes" is not the name of a domain, such as api.alpes.co.',
  ],
  [
    'a domain with a wildcard',
    { domain: { ...domain, name: '*.alpes.co' } },
    'domain.name: "*.alpes.co" is not the name of a domain, such as api.alpes.co.',
  ],
  [
    'a domain with a path',
    { domain: { ...domain, name: 'alpes.co/api' } },
    'domain.name: "alpes.co/api" is not the name of a domain, such as api.alpes.co.',
  ],
  [
    'a path of two words',
    { domain: { ...domain, path: 'entregas/v2' } },
    'domain.path: "entregas/v2" is not one word of small letters, digits and hyphens.',
  ],
  ['a path for the WebSocket API', { live: { ...live, path: 'entregas' } }, 'live: Unrecognized key: "path".'],
  [
    'an address for a domain',
    { domain: { ...domain, name: '10.0.0.1' } },
    'domain.name: "10.0.0.1" is not the name of a domain, such as api.alpes.co.',
  ],
  [
    'a certificate of nobody',
    { domain: { ...domain, certificate: 'arn:aws:iam::1:x' } },
    'domain.certificate: "arn:aws:iam::1:x" is not the ARN of one of Certificate Manager\'s certificates.',
  ],
  [
    'one domain for both APIs',
    { domain, live: { ...live, name: domain.name } },
    "live.name: api.alpes.co is the REST API's already, and API Gateway maps no WebSocket API to it.",
  ],
  [
    'certificates of two regions',
    { domain, live: { ...live, certificate: OTHER_REGION } },
    'live.certificate: the certificates are of two regions, and a stage is in one.',
  ],
  ['any origin', { cors: ['*'] }, 'cors.0: "*" is not an origin, such as https://panel.alpes.co.'],
  [
    'an origin with a path',
    { cors: ['https://a.co', 'https://b.co/'] },
    'cors.1: "https://b.co/" is not an origin, such as https://panel.alpes.co.',
  ],
  [
    'an origin with its usual port',
    { cors: ['https://a.co:443'] },
    'cors.0: "https://a.co:443" is not an origin, such as https://panel.alpes.co.',
  ],
  [
    'an origin that anybody on the way may read',
    { cors: ['http://a.co'] },
    'cors.0: "http://a.co" is not an origin, such as https://panel.alpes.co.',
  ],
  ['an origin twice', { cors: ['https://a.co', 'https://a.co'] }, 'cors.1: https://a.co is named twice.'],
  [
    "the API's own origin",
    { domain, cors: ['https://api.alpes.co'] },
    "cors.0: https://api.alpes.co is the API's own, whose pages need no leave.",
  ],
  ['no origin', { cors: [] }, 'cors: names no origin.'],
  [
    'a rate below what AWS counts',
    { firewall: { perMinute: 9 } },
    'firewall.perMinute: 9 is not a whole number from 10.',
  ],
  [
    'a rate that is never reached',
    { firewall: { perMinute: 60_001 } },
    'firewall.perMinute: 60001 is more than the 60000 that the API lets through for all addresses together.',
  ],
  [
    'a plan above the API',
    { plan: { ...plan, perSecond: 1_001 } },
    'plan.perSecond: 1001 is not a whole number from 1 to 1000.',
  ],
  ['a burst below the rate', { plan: { ...plan, burst: 1 } }, 'plan.burst: 1 at once is less than the 50 of a second.'],
  [
    'a quota of no period',
    { plan: { ...plan, quota: { requests: 1, per: 'YEAR' } } },
    'plan.quota.per: is not DAY, WEEK or MONTH.',
  ],
  ['a plan of nobody', { plan: { ...plan, customers: [] } }, 'plan.customers: names no customer.'],
  [
    'a customer twice',
    { plan: { ...plan, customers: ['tienda-7', 'tienda-7'] } },
    'plan.customers: a customer is named twice.',
  ],
  [
    'a shift that there is not',
    { shift: 'SLOWLY' },
    'shift: is not one of CANARY_10PERCENT_10MINUTES, LINEAR_10PERCENT_EVERY_1MINUTE, AT_ONCE.',
  ],
  ['a budget of nothing', { budget: { usdPerMonth: 0 } }, 'budget.usdPerMonth: 0 is not a whole number from 1.'],
  [
    'a reservation that lets nothing run',
    { reserved: { stream: 50, authorizer: 0, clock: 2 } },
    'reserved.authorizer: 0 is not a whole number from 1.',
  ],
  [
    'a class of tables that there is not',
    { logClass: 'GLACIER' },
    'logClass: is not one of STANDARD, STANDARD_INFREQUENT_ACCESS.',
  ],
  [
    'a vault that is none',
    { backup: { ...backup, vault: 'arn:aws:s3:::alpes' } },
    'backup.vault: "arn:aws:s3:::alpes" is not the ARN of one of AWS Backup\'s vaults.',
  ],
  [
    'copies that are gone before the next one',
    { backup: { ...backup, days: 1 } },
    'backup.days: 1 is not a whole number from 2 to 36500.',
  ],
  [
    "a vault of the stage's own account",
    { domain, backup: { ...backup, vault: backup.vault.replace('210987654321', '123456789012') } },
    "backup.vault: the vault is of the stage's own account, and falls with it.",
  ],
  [
    'the keys beside the log',
    { backup: { ...backup, keys: backup.vault } },
    'backup.keys: the keys lie with the log that they open: they need a vault of their own.',
  ],
  ['what nobody knows', { waf: true }, 'Unrecognized key: "waf".'],
];

describe('what is said of a stage', () => {
  test('is what it is given, and another stage is given nothing', () => {
    expect(accountOf({ prod: EVERYTHING }, 'prod')).toStrictEqual(EVERYTHING);
    expect(accountOf({ prod: EVERYTHING }, 'dev')).toBe(PLAIN);
    expect(accountOf(undefined, 'prod')).toStrictEqual({});
  });
  test('may name the machine itself as an origin', () =>
    expect(accountOf({ dev: { cors: ['http://localhost:5173'] } }, 'dev')).toStrictEqual({
      cors: ['http://localhost:5173'],
    }));
  test.each(WRONG)('is refused with %s', (_, said, sentence) => {
    const where = sentence.startsWith('Unrecognized') ? "The context's account.prod: " : "The context's account.prod.";
    expect(() => accountOf({ prod: said }, 'prod')).toThrow(new Error(where + sentence));
  });
  test('is refused for a stage that there is not, and where another stage is wrong', () => {
    expect(() => accountOf({ pruebas: {} }, 'prod')).toThrow('The context\'s account: Unrecognized key: "pruebas".');
    expect(() => accountOf({ dev: { cors: [] } }, 'prod')).toThrow("The context's account.dev.cors: names no origin.");
  });
});

describe('of that there is', () => {
  test('everything on AWS', () => expect(allowedBy(GRIDS.aws, EVERYTHING)).toStrictEqual(EVERYTHING));
  test('on the embedded grid only which origins may ask, and what needs no account of functions', () =>
    expect(allowedBy(GRIDS.embedded, EVERYTHING)).toStrictEqual({ cors, shift }));
  test.each(['ministack', 'localstack'] as const)('nothing on %s', (grid) =>
    expect(allowedBy(GRIDS[grid], EVERYTHING)).toStrictEqual({}),
  );
});
