import type { LambdaFunction } from './function.ts';

/** What the platform says of an invocation when it is over. */
export interface Report {
  readonly requestId: string;
  readonly durationMs: number;
  readonly memoryMb: number;
  readonly initMs?: number;
  /** The error type, where the platform and not the code ended it. */
  readonly platformErrorType?: string;
}

/** What AWS bills of an invocation, which includes the time of its initialization: https://aws.amazon.com/lambda/pricing/. */
export function gbSecondsOf(
  { memoryMb }: Pick<LambdaFunction, 'memoryMb'>,
  { durationMs, initMs = 0 }: Report,
): number {
  return (Math.ceil(durationMs + initMs) / 1_000) * (memoryMb / 1_024);
}

/** The line before a function's own, in the function's log format. */
export function startLine(fn: LambdaFunction, requestId: string, now: number): string {
  if (fn.log.format === 'JSON') return json(now, 'platform.start', { requestId, version: fn.version });
  return `START RequestId: ${requestId} Version: ${fn.version}\n`;
}

/** The lines after them: END and REPORT. */
export function endLines(fn: LambdaFunction, report: Report, now: number): string {
  const { requestId, durationMs, memoryMb, initMs, platformErrorType } = report;
  const billed = Math.ceil(durationMs);
  if (fn.log.format === 'JSON') {
    const metrics = {
      durationMs: Number(durationMs.toFixed(3)),
      billedDurationMs: billed,
      memorySizeMB: fn.memoryMb,
      maxMemoryUsedMB: memoryMb,
      ...(initMs === undefined ? {} : { initDurationMs: Number(initMs.toFixed(3)) }),
    };
    const status = platformErrorType ? { status: 'error', errorType: platformErrorType } : { status: 'success' };
    return json(now, 'platform.report', { requestId, metrics, ...status });
  }
  const parts = [
    `REPORT RequestId: ${requestId}`,
    `Duration: ${durationMs.toFixed(2)} ms`,
    `Billed Duration: ${billed} ms`,
    `Memory Size: ${fn.memoryMb} MB`,
    `Max Memory Used: ${memoryMb} MB`,
    ...(initMs === undefined ? [] : [`Init Duration: ${initMs.toFixed(2)} ms`]),
    ...(platformErrorType ? [`Status: error\tError Type: ${platformErrorType}`] : []),
  ];
  return `END RequestId: ${requestId}\n${parts.join('\t')}\t\n`;
}

function json(now: number, type: string, record: object): string {
  return `${JSON.stringify({ time: new Date(now).toISOString(), type, record })}\n`;
}
