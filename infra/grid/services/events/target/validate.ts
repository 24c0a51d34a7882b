import type { Json, Rule, Target } from '../model.ts';
import { validation } from '../names.ts';
import { inputOf } from './input.ts';

/** The members of a target that the grid acts on; any other is refused by name. */
const MEMBERS = new Set([
  ...['Id', 'Arn', 'RoleArn', 'Input', 'InputPath', 'InputTransformer', 'RetryPolicy', 'DeadLetterConfig'],
  'SqsParameters',
]);

/** Services that can be targets; `logs` writes to the operator's log where no log service takes deliveries. */
const SERVICES = new Set(['sqs', 'sns', 'lambda', 'events', 'logs']);

/**
 * Gives back `input` as a target of `rule`. Throws `ValidationException` for what AWS refuses and for what the grid does not do.
 * @param place among the targets that are put together, from 1.
 */
export function targetOf(rule: Pick<Rule, 'bus' | 'name'>, input: Json, place = 1): Target {
  const { Id: id, Arn: arn } = input;
  const constraint = brokenBy(id);
  if (constraint !== undefined) {
    const value = typeof id === 'string' ? `'${id}'` : 'null';
    throw validation(
      `1 validation error detected: Value ${value} at 'targets.${place}.member.id' failed to satisfy constraint: Member must ${constraint}`,
    );
  }
  if (typeof arn !== 'string' || !/^arn:aws[^:]*:[^:]+:[^:]*:\d*:.+/.test(arn)) {
    throw validation(`Parameter ${arn} is not valid. Reason: Provided Arn is not in correct format.`);
  }
  for (const member of Object.keys(input)) {
    if (input[member] === undefined) delete input[member];
    else if (!MEMBERS.has(member)) throw validation(`The grid does not act on ${member} of target ${id}.`);
  }
  checkService(input as Target);
  checkInput(rule, input as Target);
  checkRetries(input as Target);
  return input as Target;
}

/** The constraint of a target's id that a value breaks, as AWS words it. */
function brokenBy(id: unknown): string | undefined {
  if (typeof id !== 'string') return 'not be null';
  if (id === '') return 'have length greater than or equal to 1';
  if (id.length > 64) return 'have length less than or equal to 64';
  return /^[.\-_A-Za-z0-9]+$/.test(id) ? undefined : 'satisfy regular expression pattern: [\\.\\-_A-Za-z0-9]+';
}

function checkService({ Id, Arn, RoleArn, SqsParameters, DeadLetterConfig }: Target): void {
  const service = Arn.split(':')[2] ?? '';
  if (Arn.includes(':api-destination/')) throw validation(`The grid has no API destinations: ${Arn} of target ${Id}.`);
  if (!SERVICES.has(service)) throw validation(`The grid cannot deliver to ${service}: ${Arn} of target ${Id}.`);
  if (service === 'events' && !Arn.includes(':event-bus/'))
    throw validation(`Target ${Id} is not an event bus: ${Arn}.`);
  if (RoleArn !== undefined && service === 'logs') throw validation(`RoleArn is not supported for target ${Arn}.`);
  const fifo = service === 'sqs' && Arn.endsWith('.fifo');
  if (SqsParameters && !fifo) throw validation(`Parameter(s) SqsParameters not valid for target ${Arn}.`);
  if (fifo && !SqsParameters?.MessageGroupId)
    throw validation(`Parameter(s) SqsParameters must be specified for target: ${Id}.`);
  if (
    DeadLetterConfig?.Arn !== undefined &&
    !/^arn:aws[^:]*:sqs:[^:]+:\d+:[^:]+(?<!\.fifo)$/.test(DeadLetterConfig.Arn)
  ) {
    throw validation(`Invalid parameter: DeadLetterConfig of target ${Id} must be the ARN of a standard SQS queue.`);
  }
}

function checkInput(rule: Pick<Rule, 'bus' | 'name'>, target: Target): void {
  const { Id, Input, InputPath, InputTransformer } = target;
  if ([Input, InputPath, InputTransformer].filter((each) => each !== undefined).length > 1) {
    throw validation(`Only one of Input, InputPath, or InputTransformer must be provided for target ${Id}.`);
  }
  if (Input !== undefined) {
    try {
      JSON.parse(Input);
    } catch {
      throw validation(`JSON syntax error in input for target ${Id}`);
    }
  }
  const variables = Object.keys(InputTransformer?.InputPathsMap ?? {});
  if (variables.length > 100) throw validation(`InputPathsMap of target ${Id} has more than 100 variables.`);
  const reserved = variables.find((variable) => variable.startsWith('aws.'));
  if (reserved) throw validation(`InputPathsMap of target ${Id} may not define ${reserved}: AWS reserves it.`);
  inputOf(rule, target);
}

function checkRetries({
  Id,
  RetryPolicy: { MaximumRetryAttempts: attempts, MaximumEventAgeInSeconds: age } = {},
}: Target): void {
  if (attempts !== undefined && !(attempts >= 0 && attempts <= 185)) {
    throw validation(`MaximumRetryAttempts of target ${Id} must be from 0 to 185.`);
  }
  if (age !== undefined && !(age >= 60 && age <= 86_400)) {
    throw validation(`MaximumEventAgeInSeconds of target ${Id} must be from 60 to 86400.`);
  }
}
