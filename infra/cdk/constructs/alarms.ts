import { Duration, Lazy } from 'aws-cdk-lib';
import {
  Alarm,
  type AlarmBase,
  ComparisonOperator,
  CompositeAlarm,
  type IAlarmAction,
  type IMetric,
  Metric,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { Names } from '../names.ts';
import { arnOf } from './arns.ts';
import { namesIn, type StageStack, stageStackOf } from './stageStack.ts';

/** After this long in a queue or a stream, an event is news: something is stuck. */
export const LATE = Duration.minutes(5);
/** The same of what others outside take hours for. */
export const VERY_LATE = Duration.days(3);
/** Whoever waits longer than this for an answer thinks that there will be none. */
const SLOW = Duration.seconds(5);

interface Watch {
  readonly metric: IMetric;
  readonly threshold: number;
  /** What an operator reads. */
  readonly what: string;
  /** CloudFormation's own, where nobody else names it. */
  readonly name?: string | undefined;
}

/**
 * An alarm for when the metric reaches its threshold. Without data there is nothing to tell. What breaks in a stack shows in
 * several at once (errors, then late and dead messages): the topic of alarms is told once, by the alarm of the whole stack.
 */
export function watch(scope: Construct, id: string, watched: Watch): void {
  const alarm = alarmFor(scope, id, watched);
  const stack = stageStackOf(scope);
  if (stack.features.compositeAlarms) wholeOf(stack).add(alarm);
  else alarm.addAlarmAction(tellsThe(scope));
}

/** That a function fails, or is not let run. They are one part of the stack's whole, which takes no more than a hundred. */
export function watchFunction(scope: Construct, lambda: IFunction, name: string): void {
  const alarms = [
    alarmFor(scope, 'Errors', { metric: lambda.metricErrors(), threshold: 1, what: `Errores de ${name}` }),
    alarmFor(scope, 'Throttles', { metric: lambda.metricThrottles(), threshold: 1, what: `Frenadas de ${name}` }),
  ];
  const stack = stageStackOf(scope);
  for (const alarm of alarms)
    if (stack.features.compositeAlarms) functionsOf(stack).add(alarm);
    else alarm.addAlarmAction(tellsThe(scope));
}

function alarmFor(scope: Construct, id: string, { metric, threshold, what, name }: Watch): Alarm {
  return new Alarm(scope, id, {
    ...(name && { alarmName: name }),
    metric,
    threshold,
    evaluationPeriods: 1,
    comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    treatMissingData: TreatMissingData.NOT_BREACHING,
    alarmDescription: what,
  });
}

/** On as long as any of its parts is. Whom it tells reads there which of them have gone off. */
class AnyAlarm extends CompositeAlarm {
  readonly #parts: AlarmBase[];

  constructor(stack: StageStack, id: string, name: string, what: string) {
    const parts: AlarmBase[] = [];
    const rule = () => parts.map(({ alarmName }) => `ALARM("${alarmName}")`).join(' OR ');
    super(stack, id, {
      compositeAlarmName: name,
      alarmRule: { renderAlarmRule: () => Lazy.string({ produce: rule }) },
      alarmDescription: what,
    });
    this.#parts = parts;
  }

  add(alarm: AlarmBase): void {
    this.#parts.push(alarm);
  }
}

function wholeOf(stack: StageStack): AnyAlarm {
  const made = stack.node.tryFindChild('Whole');
  if (made) return made as AnyAlarm;
  const whole = new AnyAlarm(stack, 'Whole', stack.stackName, `Algo anda mal en ${stack.stackName}`);
  whole.addAlarmAction(tellsThe(stack));
  return whole;
}

function functionsOf(stack: StageStack): AnyAlarm {
  const made = stack.node.tryFindChild('Functions');
  if (made) return made as AnyAlarm;
  const what = `Alguna función de ${stack.stackName} falla`;
  const functions = new AnyAlarm(stack, 'Functions', `${stack.stackName}-funciones`, what);
  wholeOf(stack).add(functions);
  return functions;
}

function tellsThe(scope: Construct): IAlarmAction {
  return { bind: () => ({ alarmActionArn: arnOf(scope, 'sns', namesIn(scope).alarms) }) };
}

/** Anything in a dead-letter queue waits for a person. */
export function watchDead(queue: Queue, name: string): void {
  const metric = queue.metricApproximateNumberOfMessagesVisible();
  watch(queue, 'NotEmpty', { metric, threshold: 1, what: `Mensajes muertos de ${name}` });
}

/** A queue that is not emptied in time. */
export function watchAge(queue: Queue, name: string, late: Duration): void {
  const metric = queue.metricApproximateAgeOfOldestMessage();
  watch(queue, 'Late', { metric, threshold: late.toSeconds(), what: `Mensajes atrasados de ${name}` });
}

/** A stream that is not read in time: AWS drops its records after a day. */
export function watchIterator(scope: Construct, functionName: string): void {
  const metric = new Metric({
    namespace: 'AWS/Lambda',
    metricName: 'IteratorAge',
    dimensionsMap: { FunctionName: functionName },
    statistic: 'Maximum',
  });
  watch(scope, 'IteratorAge', {
    metric,
    threshold: LATE.toMilliseconds(),
    what: `La lectura del registro va atrasada: ${functionName}`,
  });
}

/** A table that refuses writes since they come too fast, all of it or one of its partitions. */
export function watchThrottles(scope: Construct, table: string): void {
  watch(scope, 'WriteThrottles', {
    metric: new Metric({
      namespace: 'AWS/DynamoDB',
      metricName: 'WriteThrottleEvents',
      dimensionsMap: { TableName: table },
      statistic: 'Sum',
    }),
    threshold: 10,
    what: `Escrituras frenadas en ${table}`,
  });
}

/** What whoever uses the API feels: that it fails, or that it is slow. Who looks at these alarms knows them by names. */
export function watchApi(scope: Construct, names?: Names['apiAlarms']): void {
  const dimensionsMap = { ApiName: namesIn(scope).system };
  const metric = (metricName: string, statistic: string) =>
    new Metric({ namespace: 'AWS/ApiGateway', metricName, dimensionsMap, statistic });
  watch(scope, 'ServerErrors', {
    metric: metric('5XXError', 'Sum'),
    threshold: 5,
    what: 'La API falla',
    name: names?.failing,
  });
  watch(scope, 'Slow', {
    metric: metric('Latency', 'p99'),
    threshold: SLOW.toMilliseconds(),
    what: 'La API responde despacio',
    name: names?.slow,
  });
}

/** So many steps of a context's sagas in five minutes wait for a person: more than a day's work brings, so something lies behind them. */
const MANY_WAITS = 20;

/** A saga that had to act since no answer came in time. */
export function watchDeadlines(scope: Construct, context: string): void {
  watch(scope, 'Deadlines', {
    metric: counted(scope, 'PlazosIncumplidos', context),
    threshold: 1,
    what: `Plazos incumplidos de ${context}`,
  });
}

/** A saga of which many instances wait for a person at once. */
export function watchWaits(scope: Construct, context: string): void {
  watch(scope, 'Waits', {
    metric: counted(scope, 'EsperasDePersonas', context),
    threshold: MANY_WAITS,
    what: `Muchas esperas de personas en ${context}`,
  });
}

/** Messages that go back into their queues again and again, for minutes, since a service does not take them. */
export function watchStranded(scope: Construct, context: string): void {
  watch(scope, 'Stranded', {
    metric: counted(scope, 'MensajesSinServicio', context),
    threshold: 1,
    what: `Mensajes de ${context} que ningún servicio recibe`,
  });
}

/** Somebody outside who is told nothing any more, since nothing was taken: a person tells them. */
export function watchGivenUp(scope: Construct, context: string): void {
  watch(scope, 'GivenUp', {
    metric: counted(scope, 'WebhooksDesactivados', context),
    threshold: 1,
    what: 'Webhooks desactivados',
  });
}

/** Changes of a table elsewhere that were told late. */
export function watchLag(scope: Construct, context: string): void {
  const [metricName, dimensionsMap] = ['RetrasoDeCaptura', { service: context }];
  watch(scope, 'Lag', {
    metric: new Metric({ namespace: namesIn(scope).system, metricName, dimensionsMap, statistic: 'Maximum' }),
    threshold: LATE.toSeconds(),
    what: `Los cambios del sistema anterior llegan tarde a ${context}`,
  });
}

/** What functions of a context count: see `shared/runtime/telemetry.ts`. */
function counted(scope: Construct, metricName: string, context: string): IMetric {
  const namespace = namesIn(scope).system;
  return new Metric({ namespace, metricName, dimensionsMap: { service: context }, statistic: 'Sum' });
}
