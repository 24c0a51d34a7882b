import { ACCOUNT, REGION, type ResourceType, type Service } from '../../service.ts';

const NO_METRICS = 'the grid keeps no metrics: no alarm of it ever fires';

/** Alarms and dashboards are accepted, so that the template stays one, and do nothing. */
export function cloudwatchService(): Service {
  return {
    name: 'monitoring',
    actions: {},
    resources: {
      'AWS::CloudWatch::Alarm': alarm({
        ActionsEnabled: NO_METRICS,
        AlarmActions: NO_METRICS,
        AlarmDescription: 'only shown',
        ComparisonOperator: NO_METRICS,
        DatapointsToAlarm: NO_METRICS,
        Dimensions: NO_METRICS,
        EvaluateLowSampleCountPercentile: NO_METRICS,
        EvaluationPeriods: NO_METRICS,
        ExtendedStatistic: NO_METRICS,
        InsufficientDataActions: NO_METRICS,
        MetricName: NO_METRICS,
        Metrics: NO_METRICS,
        Namespace: NO_METRICS,
        OKActions: NO_METRICS,
        Period: NO_METRICS,
        Statistic: NO_METRICS,
        Tags: NO_METRICS,
        Threshold: NO_METRICS,
        ThresholdMetricId: NO_METRICS,
        TreatMissingData: NO_METRICS,
        Unit: NO_METRICS,
      }),
      'AWS::CloudWatch::CompositeAlarm': alarm({
        ActionsEnabled: NO_METRICS,
        AlarmActions: NO_METRICS,
        AlarmDescription: 'only shown',
        AlarmRule: NO_METRICS,
        InsufficientDataActions: NO_METRICS,
        OKActions: NO_METRICS,
      }),
      'AWS::CloudWatch::Dashboard': {
        acted: ['DashboardName'],
        inert: { DashboardBody: 'the grid has no console that would draw it' },
        ensure: ({ properties, defaultName }) => ({ ref: properties.DashboardName ?? defaultName, attributes: {} }),
        remove() {},
      },
    },
  };
}

function alarm(inert: Record<string, string>): ResourceType {
  return {
    acted: ['AlarmName'],
    inert,
    ensure({ properties, defaultName }) {
      const name: string = properties.AlarmName ?? defaultName;
      return { ref: name, attributes: { Arn: `arn:aws:cloudwatch:${REGION}:${ACCOUNT}:alarm:${name}` } };
    },
    remove() {},
  };
}
