import type { RetryPolicy } from '../../delivery/retries.ts';
import type { Call } from '../../service.ts';

/** A JSON object whose shape AWS's documentation says. */
export type Json = Call['input'];

/** An event bus. Times are milliseconds since the epoch everywhere in this model. */
export interface Bus {
  readonly name: string;
  readonly description?: string;
  readonly policy?: { readonly Version: string; readonly Statement: readonly Json[] };
  readonly tags: Record<string, string>;
  readonly createdAt: number;
  readonly modifiedAt: number;
}

/** A rule of a bus with its targets. */
export interface Rule {
  readonly bus: string;
  readonly name: string;
  readonly description?: string;
  /** The pattern as it was given, for `DescribeRule`. */
  readonly pattern?: string;
  readonly schedule?: string;
  readonly enabled: boolean;
  readonly roleArn?: string;
  readonly targets: readonly Target[];
  readonly tags: Record<string, string>;
  /** A rate counts from here. */
  readonly createdAt: number;
}

/** A target of a rule, as the API has it; `target/validate.ts` says which members it may have. */
export interface Target {
  readonly Id: string;
  readonly Arn: string;
  readonly RoleArn?: string;
  readonly Input?: string;
  readonly InputPath?: string;
  readonly InputTransformer?: { readonly InputPathsMap?: Record<string, string>; readonly InputTemplate: string };
  readonly RetryPolicy?: RetryPolicy;
  readonly DeadLetterConfig?: { readonly Arn?: string };
  readonly SqsParameters?: { readonly MessageGroupId: string };
}

/** An archive of the events of a bus. */
export interface Archive {
  readonly name: string;
  readonly bus: string;
  readonly description?: string;
  readonly pattern?: string;
  /** 0: for ever. */
  readonly retentionDays: number;
  readonly createdAt: number;
}

/** A replay of an archive to its bus. */
export interface Replay {
  readonly name: string;
  readonly archive: string;
  readonly bus: string;
  readonly description?: string;
  /** The rules that see the replayed events; empty: all. */
  readonly filterArns: readonly string[];
  readonly from: number;
  readonly to: number;
  readonly state: 'STARTING' | 'RUNNING' | 'CANCELLING' | 'COMPLETED' | 'CANCELLED' | 'FAILED';
  readonly stateReason?: string;
  readonly startedAt: number;
  readonly endedAt?: number;
  /** The event that was replayed last: its time, and its number among those of the archive. */
  readonly last?: { readonly time: number; readonly number: number };
}

/** An event on its way through a bus. */
export interface BusEvent {
  readonly id: string;
  readonly source: string;
  /** When it happened, as its sender says. */
  readonly time: number;
  /** When the bus took it. */
  readonly ingestedAt: number;
  /** The whole event, for patterns. */
  readonly parsed: Json;
  /** The whole event, for targets and archives: the detail as it was sent, without white space. */
  readonly text: string;
  /** The trace header of whoever put it. */
  readonly trace?: string;
  readonly replay?: { readonly name: string; readonly filterArns: readonly string[] };
}
