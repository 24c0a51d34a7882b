import * as z from 'zod';
import { ClienteId } from '#events/comun/ids.ts';
import type { GridFeatures } from '../grids.ts';
import { STAGES, type Stage } from '../names.ts';

/** Requests a second that the stage of the API lets through: nothing before it can let more through. */
export const API_PER_SECOND = 1_000;

/**
 * AWS's own for a web ACL: a rate is of ten requests at least.
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-rate-based-request-limiting.html
 */
const LEAST_RATE = 10;
/**
 * A copy of a day is there until that of the next one has come; AWS keeps none longer.
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_Lifecycle.html
 */
const COPY_DAYS = { least: 2, most: 36_500 };
/** Each is one more comparison in every preflight, and a part of what a function is given, of which there are 4 KB. */
const MOST_ORIGINS = 20;
/** They too are a part of what one function is given. */
const MOST_METERED = 40;

/**
 * How traffic moves to a new version, as CodeDeploy calls it: long enough for an alarm of five minutes to go off meanwhile.
 * `AT_ONCE` asks no alarm: it is for what ends one.
 */
const SHIFTS = ['CANARY_10PERCENT_10MINUTES', 'LINEAR_10PERCENT_EVERY_1MINUTE', 'AT_ONCE'] as const;

/** DynamoDB's, as it calls them. Whoever has had the second says the first to leave it. */
const CLASSES = ['STANDARD', 'STANDARD_INFREQUENT_ACCESS'] as const;

const LABEL = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';
const DOMAIN = new RegExp(`^(?=.{1,253}$)(?:${LABEL}\\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])$`);
const CERTIFICATE = /^arn:aws[a-z-]*:acm:([a-z0-9-]+):(\d{12}):certificate\/[0-9a-f-]{36}$/;
const VAULT = /^arn:aws[a-z-]*:backup:[a-z0-9-]+:(\d{12}):backup-vault:[A-Za-z0-9_-]{2,50}$/;

/** What the API says of bad input is in Spanish, once it is loaded: who deploys reads English. */
const IN_ENGLISH = z.locales.en().localeError;

const whole = (least: number, most?: number) => {
  const what = most === undefined ? `a whole number from ${least}` : `a whole number from ${least} to ${most}`;
  const error = ({ input }: { readonly input?: unknown }) => `${shown(input)} is not ${what}`;
  const number = z.int({ error }).min(least, { error });
  return most === undefined ? number : number.max(most, { error });
};

const text = (is: (value: string) => boolean, what: string) =>
  z
    .string({ error: ({ input }) => `${shown(input)} is not ${what}` })
    .refine(is, { error: ({ input }) => `${shown(input)} is not ${what}` });

const Name = z.strictObject({
  /** `api.alpes.co`; whoever owns the domain makes it lead to the output of the stack. */
  name: text((value) => DOMAIN.test(value), 'the name of a domain, such as api.alpes.co'),
  /** Of AWS Certificate Manager, in the region of the stacks. */
  certificate: text((value) => CERTIFICATE.test(value), "the ARN of one of Certificate Manager's certificates"),
});

/** As API Gateway takes it, in small letters. */
const BASE_PATH = /^[a-z0-9][a-z0-9-]{0,62}$/;

const Vault = text((value) => VAULT.test(value), "the ARN of one of AWS Backup's vaults");

const Origin = text(isOrigin, 'an origin, such as https://panel.alpes.co');

/** What a stage of an account is given beside what every stage has. */
const ACCOUNT = z
  .strictObject({
    /** Where the REST API and the pages are too: at its root, or below a path, where the domain has more than this. */
    domain: Name.extend({
      path: text((value) => BASE_PATH.test(value), 'one word of small letters, digits and hyphens').optional(),
    }).optional(),
    /** Where the WebSocket API is too. */
    live: Name.optional(),
    /** The origins whose pages may ask the API. */
    cors: z.array(Origin).min(1, 'names no origin').max(MOST_ORIGINS, `names more than ${MOST_ORIGINS}`).optional(),
    /** A web ACL before the REST API; `perMinute` requests from one address, and no more. */
    firewall: z.strictObject({ perMinute: whole(LEAST_RATE) }).optional(),
    /** What each of some customers' systems may ask, so that none takes what is everybody's. */
    plan: z
      .strictObject({
        perSecond: whole(1, API_PER_SECOND),
        burst: whole(1, 2 * API_PER_SECOND),
        quota: z
          .strictObject({ requests: whole(1), per: z.enum(['DAY', 'WEEK', 'MONTH'], 'is not DAY, WEEK or MONTH') })
          .optional(),
        customers: z.array(ClienteId).min(1, 'names no customer').max(MOST_METERED, `names more than ${MOST_METERED}`),
      })
      .optional(),
    /** The API calls functions by an alias; with a new version it moves so, and back if the API's alarms go off. */
    shift: z.enum(SHIFTS, `is not one of ${SHIFTS.join(', ')}`).optional(),
    /** What the account's month may cost before whoever alarms are told is told of that too. */
    budget: z.strictObject({ usdPerMonth: whole(1) }).optional(),
    /**
     * How many runs at once are kept for those whom nothing else may keep from running, each function by itself, and the most
     * that it gets: who reads a table's stream, who lets callers in, and what runs by the clock.
     */
    reserved: z.strictObject({ stream: whole(1), authorizer: whole(1), clock: whole(1) }).optional(),
    /** What the event log is kept as: with the second, what is kept costs less, and what is written and read more. */
    logClass: z.enum(CLASSES, `is not one of ${CLASSES.join(', ')}`).optional(),
    /**
     * Vaults of another account of the organization, where a copy of each day's event log is kept for so many days; and of the
     * keys, without which a copy of the log says nothing of persons, for less than a deleted key can be brought back.
     */
    backup: z
      .strictObject({ vault: Vault, days: whole(COPY_DAYS.least, COPY_DAYS.most), keys: Vault.optional() })
      .optional(),
  })
  .superRefine((account, context) => {
    for (const [path, message] of contradictions(account)) context.addIssue({ code: 'custom', path, message });
  });

/** What a stage of an account is given. Nothing of it is there unless somebody says so. */
export type Account = z.output<typeof ACCOUNT>;

/** Of a stage of which nobody says anything. */
export const PLAIN: Account = {};

/**
 * What is said of a stage in the context's `account`: `{ "prod": { "domain": … } }`.
 * @throws Error with one sentence: what is wrong, and where.
 */
export function accountOf(said: unknown, stage: Stage): Account {
  if (said === undefined) return PLAIN;
  const stages = z.strictObject(Object.fromEntries(STAGES.map((one) => [one, ACCOUNT.optional()])));
  const read = stages.safeParse(said, { error: IN_ENGLISH });
  if (read.success) return read.data[stage] ?? PLAIN;
  const [issue] = read.error.issues;
  throw new Error(`The context's ${['account', ...(issue?.path ?? [])].join('.')}: ${issue?.message}.`);
}

/** What of it there is on a grid. */
export function allowedBy({ cors, account: isAccount, sockets, versions }: GridFeatures, said: Account): Account {
  const { cors: origins, live, shift, ...rest } = said;
  return {
    ...(cors && origins && { cors: origins }),
    ...(versions && shift && { shift }),
    ...(isAccount && rest),
    ...(isAccount && sockets && live && { live }),
  };
}

type Contradiction = readonly [path: string[], message: string];

function contradictions({ domain, live, cors = [], firewall, plan, backup }: z.input<typeof ACCOUNT>): Contradiction[] {
  const found: Contradiction[] = [];
  // See https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-mappings.html
  if (domain && live && domain.name === live.name)
    found.push([
      ['live', 'name'],
      `${live.name} is the REST API's already, and API Gateway maps no WebSocket API to it`,
    ]);
  if (domain && live && regionOf(domain.certificate) !== regionOf(live.certificate))
    found.push([['live', 'certificate'], 'the certificates are of two regions, and a stage is in one']);
  for (const [at, origin] of cors.entries()) {
    if (cors.indexOf(origin) < at) found.push([['cors', String(at)], `${origin} is named twice`]);
    if (domain && origin === `https://${domain.name}`)
      found.push([['cors', String(at)], `${origin} is the API's own, whose pages need no leave`]);
  }
  if (firewall && firewall.perMinute > 60 * API_PER_SECOND)
    found.push([
      ['firewall', 'perMinute'],
      `${firewall.perMinute} is more than the ${60 * API_PER_SECOND} that the API lets through for all addresses together`,
    ]);
  if (plan && plan.burst < plan.perSecond)
    found.push([['plan', 'burst'], `${plan.burst} at once is less than the ${plan.perSecond} of a second`]);
  if (plan && new Set(plan.customers).size < plan.customers.length)
    found.push([['plan', 'customers'], 'a customer is named twice']);
  const [, , own] = CERTIFICATE.exec((domain ?? live)?.certificate ?? '') ?? [];
  for (const vault of ['vault', 'keys'] as const)
    if (own && backup?.[vault] && VAULT.exec(backup[vault])?.[1] === own)
      found.push([['backup', vault], "the vault is of the stage's own account, and falls with it"]);
  // Whoever gets at one of them has no person's name yet.
  if (backup && backup.keys === backup.vault)
    found.push([['backup', 'keys'], 'the keys lie with the log that they open: they need a vault of their own']);
  return found;
}

function regionOf(certificate: string): string | undefined {
  return CERTIFICATE.exec(certificate)?.[1];
}

/** What a browser sends as `Origin`, letter by letter; without encryption only of the machine itself. */
function isOrigin(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { origin, protocol, hostname } = new URL(value);
  return origin === value && (protocol === 'https:' || (protocol === 'http:' && hostname === 'localhost'));
}

function shown(value: unknown): string {
  return JSON.stringify(value) ?? 'nothing';
}
