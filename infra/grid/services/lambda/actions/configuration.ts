import { createHash } from 'node:crypto';
import { codeFolder } from '../code.ts';
import { type LambdaFunction, qualifiedArn } from '../function.ts';
import type { LambdaParts } from '../parts.ts';
import type { Resolved } from '../registry.ts';

/** A function's configuration, as `GetFunctionConfiguration` and `ListFunctions` give it. */
export function configurationOf({ fn, qualifier }: Pick<Resolved, 'fn' | 'qualifier'>): Record<string, unknown> {
  return {
    FunctionName: fn.name,
    FunctionArn: qualifier === undefined ? fn.arn : qualifiedArn(fn),
    Runtime: fn.runtime,
    Architectures: [fn.architecture],
    Role: fn.role,
    Handler: fn.handler,
    CodeSha256: sha256(JSON.stringify(fn.code)),
    Description: fn.description,
    Timeout: fn.timeoutSeconds,
    MemorySize: fn.memoryMb,
    Version: fn.version,
    PackageType: 'Zip',
    State: 'Active',
    LastUpdateStatus: 'Successful',
    TracingConfig: { Mode: fn.tracing ? 'Active' : 'PassThrough' },
    Environment: { Variables: fn.variables },
    LoggingConfig: loggingOf(fn),
    ...(fn.layers.length > 0 && { Layers: fn.layers.map(({ arn }) => ({ Arn: arn })) }),
    ...(fn.deadLetterArn && { DeadLetterConfig: { TargetArn: fn.deadLetterArn } }),
  };
}

/** What `GetFunction` adds: where the code is, and how much concurrency is reserved. */
export function descriptionOf({ grid }: LambdaParts, resolved: Resolved): Record<string, unknown> {
  const { fn } = resolved;
  return {
    Configuration: configurationOf(resolved),
    Code: { RepositoryType: 'S3', Location: `file://${codeFolder(grid, fn.code)}` },
    ...(fn.reservedConcurrency !== undefined && {
      Concurrency: { ReservedConcurrentExecutions: fn.reservedConcurrency },
    }),
  };
}

function loggingOf(fn: LambdaFunction): object {
  const { format, level, group } = fn.log;
  return { LogFormat: format, LogGroup: group, ...(format === 'JSON' && { ApplicationLogLevel: level }) };
}

/** Changes when the code does: assets are named by their content. */
function sha256(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}
