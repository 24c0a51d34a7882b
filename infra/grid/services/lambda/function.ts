import { ACCOUNT, REGION } from '../../service.ts';

/** How a function's `console` lines are written. */
export interface LogSettings {
  readonly format: 'Text' | 'JSON';
  /** The lowest level kept, for JSON; Text keeps all. */
  readonly level: string;
  readonly group: string;
}

/** A function as it runs: `$LATEST`, or the snapshot that a version took of it. */
export interface LambdaFunction {
  readonly name: string;
  /** `$LATEST` or a number. */
  readonly version: string;
  readonly arn: string;
  readonly handler: string;
  readonly runtime: string;
  /** Only told, as the template has it: functions run on the processor of this machine. */
  readonly architecture: 'x86_64' | 'arm64';
  readonly role: string;
  readonly code: Code;
  /** In the order in which they are laid over each other. */
  readonly layers: readonly Layer[];
  readonly variables: Record<string, string>;
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
  /** `undefined` where the template reserves none. */
  readonly reservedConcurrency?: number;
  readonly deadLetterArn?: string;
  readonly tracing: boolean;
  readonly log: LogSettings;
  readonly description: string;
}

/** What a function has in `/opt`. */
export interface Layer {
  /** With its version. */
  readonly arn: string;
  readonly content: Code;
}

/** Where a function's code is: a file asset of the template, text in the template itself, or a folder that took its place. */
export type Code =
  | { readonly bucket: string; readonly key: string }
  | { readonly text: string }
  | { readonly folder: string };

/** The ARN of a function, without qualifier. */
export function functionArn(name: string): string {
  return `arn:aws:lambda:${REGION}:${ACCOUNT}:function:${name}`;
}

/** The ARN with its version, as invocation records carry it. */
export function qualifiedArn(fn: LambdaFunction): string {
  return `${fn.arn}:${fn.version}`;
}
