import type { DecisionContext } from '#shared/model/command.ts';
import type { Actor } from '#shared/model/envelope.ts';
import { uuidOf } from '../ids.ts';

/** A command to carry out, and where it comes from. */
export interface CommandRequest {
  readonly input: unknown;
  /** Stable over retries. */
  readonly commandId: string;
  /** Whether the id can come again (in a repetition by the caller, or by a queue): the main stream then remembers it. */
  readonly comesAgain: boolean;
  readonly correlationId: string;
  readonly causationId: string;
  readonly actor: Actor;
  readonly traceparent?: string;
  /** Whether it has just come, and comes again when it is too early for it. */
  readonly isNew?: boolean;
}

/** What was decided might be other a moment later, when views show what has happened before the request. */
export class TooEarly extends Error {
  override readonly name = 'TooEarly';
}

/** What became of a command. */
export interface Outcome {
  /** The id of the (main) stream. */
  readonly id: string;
  readonly stream: string;
  /** The stream's version after the command. */
  readonly version: number;
  /** Whether this run, or the first run of the same command, wrote anything. */
  readonly changed: boolean;
  /** Whether it was an earlier run of the same command that wrote. */
  readonly repeated?: true;
  /** What the command tells of what it did. */
  readonly told?: object;
}

/** The context of a decision, from the request. The clock is read once: all that follows from it happened at `now`. */
export function decisionContext({ commandId, actor }: CommandRequest): DecisionContext {
  return { now: new Date().toISOString(), id: uuidOf(commandId), actor };
}
