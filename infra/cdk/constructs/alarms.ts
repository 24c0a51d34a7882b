import { Duration } from 'aws-cdk-lib';
import type { RestApi } from 'aws-cdk-lib/aws-apigateway';
import { Alarm, ComparisonOperator, type IMetric, Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { arnOf } from './arns.ts';
import { namesIn } from './stageStack.ts';

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
}

/** An alarm that tells the topic of alarms when the metric reaches its threshold. Without data there is nothing to tell. */
export function watch(scope: Construct, id: string, { metric, threshold, what }: Watch): void {
  new Alarm(scope, id, {
    metric,
    threshold,
    evaluationPeriods: 1,
    comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    treatMissingData: TreatMissingData.NOT_BREACHING,
    alarmDescription: what,
  }).addAlarmAction({ bind: () => ({ alarmActionArn: arnOf(scope, 'sns', namesIn(scope).alarms) }) });
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

/** What whoever uses the API feels: that it fails, or that it is slow. */
export function watchApi(api: RestApi): void {
  watch(api, 'ServerErrors', { metric: api.metricServerError(), threshold: 5, what: 'La API falla' });
  watch(api, 'Slow', {
    metric: api.metricLatency({ statistic: 'p99' }),
    threshold: SLOW.toMilliseconds(),
    what: 'La API responde despacio',
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
