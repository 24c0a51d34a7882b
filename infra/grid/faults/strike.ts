import type { FaultOrder } from './fault.ts';

/** Something that passes, and may be struck. */
export type Passing =
  | { readonly function: string }
  | {
      readonly call: string;
      readonly by: string;
      /** What it is about; asked for only where a fault wants to know. */
      about(): readonly { readonly resource: string; readonly keys: readonly string[] }[];
    }
  | { readonly delivery: string; readonly from: string }
  | { readonly deployment: string };

/** A fault that strikes now. */
export interface Strike {
  readonly kind: FaultOrder['kind'];
  readonly ms: number;
  /** Evenly from 0 to 1, by the fault's seed. */
  readonly chance: number;
  /** When the fault is over or removed. */
  readonly gone: Promise<void>;
}

/** Where one asks what strikes. */
export interface Strikes {
  /** The faults that strike what passes now, in the order in which they came. */
  strikes(passing: Passing): Strike[];
}

/** What a call is about: a resource, and by what condition keys its rights are asked for. */
export interface About {
  readonly resource: string;
  readonly context?: Readonly<Record<string, string | readonly string[]>>;
}

/** A call of an AWS API that a grid is about to do. */
export interface FaultableCall {
  readonly service: string;
  readonly action: string;
  /** The ARN of who calls. */
  readonly principal: string;
  /** Its `X-Amzn-Trace-Id`, by which the run that calls is found. */
  readonly trace: string | undefined;
  /** Its body is read while it is done, so that it cannot be done twice. */
  readonly once?: true;
  permissions(): readonly About[];
}

/** Does a call through the faults that strike it. */
export type ThroughFaults = <T>(call: FaultableCall, perform: () => Promise<T> | T) => Promise<T> | T;
