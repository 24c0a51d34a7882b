import type { RetryPolicy } from '../../delivery/retries.ts';

/** A group of schedules. Times are milliseconds since the epoch everywhere in this model. */
export interface Group {
  readonly name: string;
  readonly createdAt: number;
  readonly modifiedAt: number;
}

/** When a schedule is due, as its definition says. */
export interface Timing {
  /** `rate(…)`, `cron(…)` or `at(…)`. */
  readonly expression: string;
  /** A name of the IANA's database. */
  readonly timezone: string;
  readonly startDate?: number;
  readonly endDate?: number;
  readonly enabled: boolean;
  /** How many minutes after its time it may be done; 0: at its time. */
  readonly windowMinutes: number;
}

/** What a schedule is by its definition. */
export interface Definition extends Timing {
  readonly group: string;
  readonly name: string;
  readonly description?: string;
  readonly target: Target;
  readonly afterCompletion: 'NONE' | 'DELETE';
  readonly kmsKeyArn?: string;
}

/** A schedule. */
export interface Schedule extends Definition {
  readonly createdAt: number;
  readonly modifiedAt: number;
  /** Since when its timing is this one: a rate counts from here, and nothing is due before. */
  readonly since: number;
  /** Until when what came due is done. */
  readonly doneUntil?: number;
  /** The token of the call that made it, so that the same call again is no conflict. */
  readonly clientToken?: string;
}

/** The target of a schedule, as the API has it; `target.ts` says which members it may have. */
export interface Target {
  readonly Arn: string;
  readonly RoleArn: string;
  readonly Input?: string;
  readonly RetryPolicy: Required<RetryPolicy>;
  readonly DeadLetterConfig?: { readonly Arn?: string };
  readonly SqsParameters?: { readonly MessageGroupId?: string };
  readonly EventBridgeParameters?: { readonly DetailType: string; readonly Source: string };
}
