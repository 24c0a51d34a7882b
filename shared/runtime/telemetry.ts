import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';

/** Structured logs, one JSON line an entry; level by `POWERTOOLS_LOG_LEVEL`, service by `POWERTOOLS_SERVICE_NAME`. */
export const logger = new Logger();

/** Metrics in CloudWatch's embedded format, written to the log: no call is made. Namespace by `POWERTOOLS_METRICS_NAMESPACE`. */
export const metrics = new Metrics();

/** Counts one of `name`. */
export function count(name: string, amount = 1): void {
  metrics.addMetric(name, MetricUnit.Count, amount);
}
