import { randomUUID } from 'node:crypto';
import { type Crash, runThrough } from '../../faults/runs.ts';
import type { Amount } from '../../meter/meter.ts';
import { AwsError, type GridContext, type Invocation } from '../../service.ts';
import type { LambdaFunction } from './function.ts';
import { platformError, timedOut } from './instance/failure.ts';
import type { Instance } from './instance/instance.ts';
import type { FunctionLogs } from './logs.ts';
import type { Fleet } from './pool/fleet.ts';
import type { Urgency } from './pool/policy.ts';
import { endLines, gbSecondsOf, type Report, startLine } from './report.ts';
import { openSpan } from './trace.ts';
import { Troubles } from './troubles.ts';

/** AWS's limit of a synchronous payload and of an answer. */
const PAYLOAD_LIMIT = 6 * 2 ** 20;
const TAIL = 4096;
const PLATFORM_ERROR = /^\{"errorType":"(?<type>(?:Sandbox|Runtime)\.[^"]+)"/;

/** An invocation that the service was asked for. */
export interface Request {
  readonly fn: LambdaFunction;
  /** The ARN as the caller gave it, with its qualifier. */
  readonly arn: string;
  readonly payload: string;
  readonly urgency: Urgency;
  readonly requestId?: string;
  readonly trace?: string;
  readonly clientContext?: unknown;
}

/** Runs invocations on the fleet, with their log lines and limits. */
export class Invoker {
  readonly #grid: GridContext;
  readonly #fleet: Fleet;
  readonly #logs: FunctionLogs;
  readonly #troubles: Troubles;

  constructor(grid: GridContext, fleet: Fleet, logs: FunctionLogs) {
    this.#grid = grid;
    this.#fleet = fleet;
    this.#logs = logs;
    this.#troubles = new Troubles((name, what) => grid.log(`lambda: ${name} ${what} (${logs.fileOf(name)})`));
  }

  /** Runs one invocation to its end. Throws only what is no outcome of the function: throttled, stopping. */
  async invoke(request: Request): Promise<Invocation> {
    const { fn } = request;
    const requestId = request.requestId ?? randomUUID();
    const payload = request.payload === '' ? '{}' : request.payload;
    refusePayload(payload);
    const failed = (text: string) => {
      this.#logs.append(fn.name, `${text}\n`);
      return { payload: text, functionError: 'Unhandled' as const, logTail: text, requestId };
    };
    return runThrough(this.#grid.faults, {
      name: fn.name,
      timeoutMs: fn.timeoutSeconds * 1_000,
      perform: (crash) => this.#run({ ...request, payload }, requestId, crash),
      failed: () => failed(platformError('Error', 'A fault was asked for: the function does not run.')),
      timedOut: () => failed(timedOut(requestId, fn.timeoutSeconds)),
    });
  }

  async #run(request: Request, requestId: string, crash: Crash | undefined): Promise<Invocation> {
    const { fn, payload } = request;
    let tail = '';
    const write = (text: string) => {
      tail = (tail + text).slice(-TAIL);
      this.#logs.append(fn.name, text);
      this.#took('logs', { what: 'Bytes', resource: fn.name, amount: Buffer.byteLength(text) });
    };
    const span = openSpan(fn, request.trace, this.#grid.clock.now());
    let began = performance.now();
    let initMs: number | undefined;
    let instance: Instance | undefined;
    const onInstance = (taken: Instance) => {
      instance = taken;
      taken.crash = crash;
      initMs = taken.initMs;
      taken.initMs = undefined;
      taken.onOutput = write;
      write(startLine(fn, requestId, this.#grid.clock.now()));
      began = performance.now();
    };
    const work = {
      id: requestId,
      payload,
      arn: request.arn,
      trace: span.header,
      clientContext: request.clientContext,
    };
    const outcome = await this.#fleet.run(fn, { work, urgency: request.urgency, onInstance });
    const platformErrorType = outcome.failed ? PLATFORM_ERROR.exec(outcome.payload)?.groups?.type : undefined;
    if (platformErrorType) write(`${JSON.parse(outcome.payload).errorMessage}\n`);
    if (instance && !platformErrorType) this.#troubles.over(fn.name);
    else if (!crash) this.#troubles.tell(fn.name, { payload: outcome.payload, loading: !instance });
    const report: Report = {
      requestId,
      durationMs: instance ? performance.now() - began : 0,
      memoryMb: outcome.memoryMb,
      ...(initMs === undefined ? {} : { initMs }),
      ...(platformErrorType ? { platformErrorType } : {}),
    };
    this.#grid.meter.ran(fn.name, report.durationMs);
    this.#took('lambda', { what: 'GbSeconds', resource: fn.name, amount: gbSecondsOf(fn, report) });
    if (span.segment) {
      const fault = outcome.failed ? { fault: true } : {};
      this.#grid.traces.tell({ ...span.segment, end_time: this.#grid.clock.now() / 1_000, ...fault });
    }
    write(endLines(fn, report, this.#grid.clock.now()));
    if (!outcome.failed && Buffer.byteLength(outcome.payload) > PAYLOAD_LIMIT) {
      return { payload: tooLarge(outcome.payload), functionError: 'Unhandled', logTail: tail, requestId };
    }
    return {
      payload: outcome.payload,
      ...(outcome.failed ? { functionError: 'Unhandled' as const } : {}),
      logTail: tail,
      requestId,
    };
  }

  #took(service: string, of: Omit<Amount, 'service'>): void {
    this.#grid.meter.took({ service, ...of });
  }
}

function refusePayload(payload: string): void {
  const size = Buffer.byteLength(payload);
  if (size > PAYLOAD_LIMIT) {
    throw new AwsError(
      'RequestTooLargeException',
      `Request must be smaller than ${PAYLOAD_LIMIT} bytes for the InvokeFunction operation`,
      413,
    );
  }
  try {
    JSON.parse(payload);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new AwsError('InvalidRequestContentException', `Could not parse request body into json: ${reason}`);
  }
}

function tooLarge(payload: string): string {
  const size = Buffer.byteLength(payload);
  return platformError(
    'Function.ResponseSizeTooLarge',
    `Response payload size (${size} bytes) exceeded maximum allowed payload size (${PAYLOAD_LIMIT} bytes).`,
  );
}
