import { ACCOUNT, AwsError, REGION, type ResourceInput } from '../../../service.ts';
import { type Code, functionArn, type LambdaFunction, type LogSettings } from '../function.ts';
import { RESERVED } from '../instance/environment.ts';
import { numberIn, onlyKnown, refusal } from '../properties.ts';

/** A function as the template has it: its layers by their ARNs. */
export type Wanted = Omit<LambdaFunction, 'layers'> & { readonly layers: readonly string[] };

/** The name of a function. */
export function functionName({ properties, defaultName }: ResourceInput): string {
  return String(properties.FunctionName ?? defaultName).slice(0, 64);
}

/** Reads a function from the template. */
export function functionFrom(resource: ResourceInput): Wanted {
  const { properties, logicalId } = resource;
  const name = functionName(resource);
  const reserved = properties.ReservedConcurrentExecutions;
  const deadLetterArn = properties.DeadLetterConfig?.TargetArn;
  if (properties.PackageType === 'Image') throw refusal(`${logicalId}.PackageType Image`);
  return {
    name,
    version: '$LATEST',
    arn: functionArn(name),
    handler: required(logicalId, 'Handler', properties.Handler),
    runtime: runtimeOf(logicalId, properties.Runtime),
    architecture: architectureOf(logicalId, properties.Architectures ?? ['x86_64']),
    role: required(logicalId, 'Role', properties.Role),
    code: codeOf(logicalId, properties.Code ?? {}),
    layers: layersOf(logicalId, properties.Layers ?? []),
    variables: variablesOf(logicalId, properties.Environment?.Variables ?? {}),
    timeoutSeconds: numberIn(`${logicalId}.Timeout`, properties.Timeout, { from: 1, to: 900, otherwise: 3 }),
    memoryMb: numberIn(`${logicalId}.MemorySize`, properties.MemorySize, { from: 128, to: 10_240, otherwise: 128 }),
    ...(reserved === undefined ? {} : { reservedConcurrency: Number(reserved) }),
    ...(deadLetterArn ? { deadLetterArn } : {}),
    tracing: properties.TracingConfig?.Mode === 'Active',
    log: logOf(logicalId, name, properties.LoggingConfig ?? {}),
    description: properties.Description ?? '',
  };
}

function required(logicalId: string, property: string, value: unknown): string {
  if (typeof value === 'string' && value !== '') return value;
  throw new AwsError('InvalidParameterValueException', `${logicalId}.${property} is missing.`);
}

function runtimeOf(logicalId: string, runtime: unknown): string {
  if (typeof runtime === 'string' && /^nodejs\d+\.x$/.test(runtime)) return runtime;
  throw refusal(`${logicalId}.Runtime ${String(runtime)} (only Node.js)`);
}

function architectureOf(logicalId: string, architectures: readonly unknown[]): LambdaFunction['architecture'] {
  const [one, ...others] = architectures;
  if (others.length === 0 && (one === 'x86_64' || one === 'arm64')) return one;
  const given = `'${architectures.join("', '")}'`;
  throw new AwsError('InvalidParameterValueException', `${logicalId}.Architectures is x86_64 or arm64, not ${given}.`);
}

function codeOf(logicalId: string, code: Record<string, unknown>): Code {
  onlyKnown(`${logicalId}.Code`, code, ['S3Bucket', 'S3Key', 'ZipFile', 'SourceKMSKeyArn']);
  if (code.S3Bucket && code.S3Key) return { bucket: String(code.S3Bucket), key: String(code.S3Key) };
  return { text: required(logicalId, 'Code.ZipFile', code.ZipFile) };
}

/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const MOST_LAYERS = 5;

function layersOf(logicalId: string, arns: readonly string[]): readonly string[] {
  const own = `arn:aws:lambda:${REGION}:${ACCOUNT}:layer:`;
  const foreign = arns.find((arn) => arn.startsWith('arn:') && !arn.startsWith(own));
  if (foreign) throw refusal(`${logicalId}.Layers ${foreign} (only layers of the template)`);
  if (arns.length > MOST_LAYERS) throw invalid(`${logicalId}: You cannot reference more than ${MOST_LAYERS} layers.`);
  const names = arns.map((arn) => arn.replace(/:\d+$/, ''));
  if (new Set(names).size === arns.length) return arns;
  throw invalid(
    `${logicalId}: Two different versions of the same layer are not allowed to be referenced in the same function.`,
  );
}

/** "4 KB, for all environment variables associated with the function, in aggregate", of the JSON that its refusal shows. See above. */
const MOST_VARIABLES_BYTES = 4_096;

function variablesOf(logicalId: string, variables: Record<string, unknown>): Record<string, string> {
  const reserved = Object.keys(variables).find((name) => RESERVED.has(name));
  if (reserved) {
    const reason = `Lambda was unable to configure your environment variables because the environment variables you have provided contains reserved keys that are currently not supported for modification. Reserved keys used in this request: ${reserved}`;
    throw new AwsError('InvalidParameterValueException', `${logicalId}: ${reason}`);
  }
  if (variables.AWS_LAMBDA_EXEC_WRAPPER) throw refusal(`${logicalId}.Environment AWS_LAMBDA_EXEC_WRAPPER`);
  const texts = Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, String(value)]));
  const measured = JSON.stringify(texts);
  if (Buffer.byteLength(measured) <= MOST_VARIABLES_BYTES) return texts;
  throw invalid(
    `${logicalId}: Lambda was unable to configure your environment variables because the environment variables you have provided exceeded the 4KB limit. String measured: ${measured}`,
  );
}

function logOf(logicalId: string, name: string, config: Record<string, unknown>): LogSettings {
  onlyKnown(`${logicalId}.LoggingConfig`, config, ['LogFormat', 'ApplicationLogLevel', 'SystemLogLevel', 'LogGroup']);
  const format = config.LogFormat === 'JSON' ? 'JSON' : 'Text';
  const level = format === 'JSON' ? String(config.ApplicationLogLevel ?? 'INFO') : 'TRACE';
  return { format, level, group: String(config.LogGroup ?? `/aws/lambda/${name}`) };
}

function invalid(message: string): AwsError {
  return new AwsError('InvalidParameterValueException', message);
}
