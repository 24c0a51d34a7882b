import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { GridName } from './grids.ts';
import { DEVELOPMENT, STAGES, type Stage, stageNamed } from './names.ts';
import { type Account, PLAIN } from './settings/account.ts';

/** What differs between the stages. A development deployment leaves nothing behind; a production one loses nothing. */
export interface StageSettings {
  readonly stage: Stage;
  readonly removal: RemovalPolicy;
  readonly deletionProtection: boolean;
  readonly logRetention: RetentionDays;
  /** For how many days a key that was deleted could be brought back: so long, whoever was forgotten is not. */
  readonly keyRecoveryDays: number;
  /** The part of the requests of which traces are kept. */
  readonly traced: number;
  /** What whoever runs the account has said of it. */
  readonly account: Account;
}

const PRODUCTION = {
  // Not what a deployment that fails has just made: its next try would meet it.
  removal: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
  deletionProtection: true,
  logRetention: RetentionDays.THREE_MONTHS,
  keyRecoveryDays: 3,
  traced: 0.05,
} as const;

const SETTINGS: { readonly [S in Stage]: Omit<StageSettings, 'account'> & { readonly stage: S } } = {
  dev: {
    stage: 'dev',
    removal: RemovalPolicy.DESTROY,
    deletionProtection: false,
    logRetention: RetentionDays.ONE_WEEK,
    keyRecoveryDays: 0,
    traced: 1,
  },
  prod: { stage: 'prod', ...PRODUCTION },
  relevo: { stage: 'relevo', ...PRODUCTION },
};

/**
 * The stage that is meant on a grid: that of a laptop is for development; in an account somebody has to say so.
 * @throws Error that lists the stages, when none is named there, or one that there is not.
 */
export function stageOf(grid: GridName, said: string | undefined): Stage {
  if (said !== undefined) return stageNamed(said);
  if (grid === 'aws') throw new Error(`Which stage goes to AWS must be said: ${STAGES.join(', ')}.`);
  return DEVELOPMENT;
}

/** The settings of a stage, with what is said of it in an account. */
export function settingsOf(stage: Stage, account = PLAIN): StageSettings {
  return { ...SETTINGS[stage], account };
}

/** Limits that hold for every function and queue, with their reasons. */
export const LIMITS = {
  /** API Gateway gives up after 29 s; a command that takes longer than a few seconds is stuck. */
  timeout: Duration.seconds(15),
  /** Six times the function's timeout, as AWS advises for queues that feed a function. */
  visibility: Duration.seconds(90),
  /** Of what fails of itself: with a pause that doubles each time, ten attempts are nine minutes. */
  mostTries: 10,
  /** All that SQS counts to. It cannot tell whose failure a receive was: its function does, unless it never gets to answer. */
  maxReceives: 1_000,
  queueRetention: Duration.days(14),
  /** More than ten messages need a window, by AWS's rule. */
  batches: {
    prompt: { batchSize: 10 },
    gathered: { batchSize: 100, maxBatchingWindow: Duration.seconds(1) },
  },
  streamBatchSize: 100,
  /** An hour before AWS drops them from the stream: until then they can be had from there, and what is given up is told. */
  streamRecordAge: Duration.hours(23),
  /** Batches at once of one queue, where nothing else limits them: a backlog leaves room for whoever waits for an answer. */
  queueConcurrency: 20,
} as const;
