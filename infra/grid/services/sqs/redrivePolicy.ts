import { ACCOUNT, AwsError } from '../../service.ts';
import { invalid } from './faults.ts';

/** What a queue says of its dead letters. */
export interface Redrive {
  readonly deadLetterTargetArn: string;
  /** How often a message is received at most before it is one. */
  readonly maxReceiveCount: number;
}

/** Which queues may name this one as their dead-letter queue. */
interface RedriveAllow {
  readonly redrivePermission: 'allowAll' | 'denyAll' | 'byQueue';
  readonly sourceQueueArns?: readonly string[];
}

/** What decides whether a queue may be the dead-letter queue of another. */
interface Side {
  readonly arn: string;
  readonly fifo: boolean;
  readonly attributes: Readonly<Record<string, string>>;
}

const MEMBERS = ['deadLetterTargetArn', 'maxReceiveCount'];
const PERMISSIONS = ['allowAll', 'denyAll', 'byQueue'];
const MOST_SOURCES = 10;

/** The redrive policy from its JSON; an empty text is none. @throws InvalidParameterValue for one that AWS refuses. */
export function redriveOf(policy: string | undefined): Redrive | undefined {
  if (!policy) return undefined;
  const redrive = objectIn(policy);
  if (!redrive) throw refused('RedrivePolicy', policy, 'Redrive policy is not a valid JSON map');
  const missing = MEMBERS.find((member) => redrive[member] === undefined);
  if (missing) {
    throw refused('RedrivePolicy', policy, `Redrive policy does not contain mandatory attribute: ${missing}`);
  }
  if (Object.keys(redrive).some((member) => !MEMBERS.includes(member))) {
    throw refused('RedrivePolicy', policy, `Only following attributes are supported: [${MEMBERS.join(', ')}]`);
  }
  const { deadLetterTargetArn, maxReceiveCount } = redrive;
  const count = Number(maxReceiveCount);
  if (!Number.isInteger(count) || count < 1 || count > 1000) {
    const reason = `Invalid value for maxReceiveCount: ${maxReceiveCount}, valid values are from 1 to 1000 both inclusive`;
    throw refused('RedrivePolicy', policy, reason);
  }
  if (typeof deadLetterTargetArn !== 'string' || !/^arn:[^:]+:sqs:[^:]+:\d{12}:[^:]+$/.test(deadLetterTargetArn)) {
    throw refused('RedrivePolicy', policy, 'Invalid value for deadLetterTargetArn');
  }
  return { deadLetterTargetArn, maxReceiveCount: count };
}

/** The redrive allow policy from its JSON; an empty text is none. @throws for one that AWS refuses. */
export function redriveAllowOf(policy: string | undefined): RedriveAllow | undefined {
  if (!policy) return undefined;
  const allow = objectIn(policy);
  const { redrivePermission = 'allowAll', sourceQueueArns: sources, ...more } = allow ?? {};
  const listed = Array.isArray(sources) && sources.every((arn) => typeof arn === 'string');
  const known = allow && Object.keys(more).length === 0 && PERMISSIONS.includes(String(redrivePermission));
  if (!known || (sources !== undefined && !listed)) {
    throw new AwsError(
      'InvalidAttributeValue',
      "Invalid value for the parameter RedriveAllowPolicy. Reason: Amazon SQS can't create the redrive allow policy, as it’s in an unsupported format.",
    );
  }
  const reason = problemOf(String(redrivePermission), sources as string[] | undefined);
  if (reason)
    throw refused('RedriveAllowPolicy', policy, `Amazon SQS can't create the redrive allow policy. ${reason}`);
  return allow as unknown as RedriveAllow;
}

function problemOf(permission: string, sources: readonly string[] | undefined): string | undefined {
  if (permission !== 'byQueue') {
    return sources && 'To specify one or more source queue ARNs, you must set redrivePermission to byQueue';
  }
  if (!sources?.length) {
    return 'When you specify the byQueue permission type, you must also specify one or more sourceQueueArns values';
  }
  return sources.length > MOST_SOURCES
    ? `The maximum number of source queue ARNs you can specify is ${MOST_SOURCES}`
    : undefined;
}

/**
 * Checks that the dead-letter queue which `source` names is there and takes its dead letters.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-configure-dead-letter-queue.html
 * @param find finds a queue of this account by its ARN.
 * @throws InvalidParameterValue
 */
export function checkDeadLetterQueue(source: Side, find: (arn: string) => Side | undefined): void {
  const policy = source.attributes.RedrivePolicy;
  const arn = redriveOf(policy)?.deadLetterTargetArn;
  if (policy === undefined || arn === undefined) return;
  if (arn.split(':')[4] !== ACCOUNT) {
    throw refused('RedrivePolicy', policy, 'Dead-letter target owner should be same as the source');
  }
  const target = find(arn);
  if (!target) throw refused('RedrivePolicy', policy, 'Dead letter target does not exist');
  if (target.fifo !== source.fifo) {
    throw refused('RedrivePolicy', policy, 'Dead-letter queue must be same type of queue as the source');
  }
  const { redrivePermission: permission, sourceQueueArns = [] } =
    redriveAllowOf(target.attributes.RedriveAllowPolicy) ?? {};
  if (permission === 'denyAll' || (permission === 'byQueue' && !sourceQueueArns.includes(source.arn))) {
    const reason = `The redrive allow policy of ${arn} does not let ${source.arn} use it as a dead-letter queue`;
    throw refused('RedrivePolicy', policy, reason);
  }
}

function objectIn(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

function refused(parameter: string, policy: string, reason: string): AwsError {
  return invalid(`Value ${policy} for parameter ${parameter} is invalid. Reason: ${reason}.`);
}
