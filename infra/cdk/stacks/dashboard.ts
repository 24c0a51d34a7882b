import { Duration } from 'aws-cdk-lib';
import { Dashboard, GraphWidget, MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { type Placement, StageStack } from '../constructs/stageStack.ts';
import type { Names } from '../names.ts';

const MINUTE = Duration.minutes(1);
const HALF = 12;

/** A line for each function or queue of ours that there is when one looks: a new one changes nothing here. */
interface Search {
  readonly namespace: string;
  readonly dimension: 'FunctionName' | 'QueueName';
  readonly metric: string;
  readonly statistic: string;
}

/** What an operator looks at first: whether requests are answered, events flow, and nothing dies. */
export class DashboardStack extends StageStack {
  constructor(scope: Construct, placement: Placement) {
    super(scope, 'tablero', placement);
    const { names } = this;
    const functions = (metric: string, statistic: string): Search => ({
      namespace: 'AWS/Lambda',
      dimension: 'FunctionName',
      metric,
      statistic,
    });
    const queues = (metric: string): Search => ({
      namespace: 'AWS/SQS',
      dimension: 'QueueName',
      metric,
      statistic: 'Maximum',
    });
    new Dashboard(this, 'Dashboard', {
      dashboardName: names.system,
      defaultInterval: Duration.hours(3),
      widgets: [
        [
          api(names, 'Peticiones', ['Count', '4XXError', '5XXError'], 'Sum'),
          api(names, 'Latencia de la API', ['Latency'], 'p99'),
        ],
        [found(names, 'Errores', functions('Errors', 'Sum')), found(names, 'Frenadas', functions('Throttles', 'Sum'))],
        [
          found(names, 'Duración p99', functions('Duration', 'p99')),
          found(names, 'Atraso de la lectura del registro', functions('IteratorAge', 'Maximum')),
        ],
        [
          found(names, 'Mensajes en colas, también las de muertos', queues('ApproximateNumberOfMessagesVisible')),
          found(names, 'Edad del mensaje más antiguo', queues('ApproximateAgeOfOldestMessage')),
        ],
        [
          counted(names, 'Comandos y rechazos', ['Comandos', 'Rechazos']),
          counted(names, 'Plazos incumplidos, esperas de personas, mensajes sin servicio', [
            'PlazosIncumplidos',
            'EsperasDePersonas',
            'MensajesSinServicio',
          ]),
        ],
      ],
    });
  }
}

function found({ system }: Names, title: string, { namespace, dimension, metric, statistic }: Search): GraphWidget {
  // Without quotes a word is found among the words of a name, and all have to be; in quotes it would have to be the whole name.
  const words = system.split('-').map((word) => `${dimension}=${word}`);
  const expression = `SEARCH('{${namespace},${dimension}} ${words.join(' ')} MetricName="${metric}"', '${statistic}', ${MINUTE.toSeconds()})`;
  return graph(title, [new MathExpression({ expression, usingMetrics: {}, label: '', period: MINUTE })]);
}

function counted({ system }: Names, title: string, metrics: readonly string[]): GraphWidget {
  const lines = metrics.map(
    (name) => `SEARCH('{"${system}",service} MetricName="${name}"', 'Sum', ${MINUTE.toSeconds()})`,
  );
  return graph(
    title,
    lines.map((expression) => new MathExpression({ expression, usingMetrics: {}, label: '', period: MINUTE })),
  );
}

function api(names: Names, title: string, metrics: readonly string[], statistic: string): GraphWidget {
  const metric = (metricName: string) =>
    new Metric({
      namespace: 'AWS/ApiGateway',
      metricName,
      dimensionsMap: { ApiName: names.system },
      statistic,
      period: MINUTE,
    });
  return graph(title, metrics.map(metric));
}

function graph(title: string, left: (Metric | MathExpression)[]): GraphWidget {
  return new GraphWidget({ title, left, width: HALF });
}
