import type { BusEvent, Rule, Target } from '../model.ts';
import { ruleArn } from '../names.ts';
import { jsonPath } from './jsonPath.ts';
import { template } from './template.ts';

/** What a target is sent for an event; `undefined` where its template makes no JSON of this one. */
export type Input = (event: BusEvent) => string | undefined;

/** Compiles what a target of a rule asks to be sent: a constant, a part of the event, a template, or the event itself. */
export function inputOf(rule: Pick<Rule, 'bus' | 'name'>, target: Target): Input {
  const { Input: constant, InputPath: path, InputTransformer: transformer } = target;
  if (constant !== undefined) return () => constant;
  if (path !== undefined && path !== '$') {
    const part = jsonPath(path, `InputPath for target ${target.Id}`);
    return ({ parsed }) => JSON.stringify(part(parsed) ?? null);
  }
  if (!transformer) return ({ text }) => text;
  const paths = new Map(
    Object.entries(transformer.InputPathsMap ?? {}).map(([variable, each]) => {
      return [variable, jsonPath(each, `InputPathsMap for target ${target.Id}`)];
    }),
  );
  const variables = new Set([...paths.keys(), ...Object.keys(PREDEFINED)]);
  const write = template({ text: transformer.InputTemplate, variables }, target.Id);
  return (event) =>
    write((variable) => {
      const predefined = Object.hasOwn(PREDEFINED, variable) ? PREDEFINED[variable] : undefined;
      return predefined ? predefined(event, rule) : paths.get(variable)?.(event.parsed);
    });
}

/** The variables that every template has (EventBridge user guide, "Predefined variables"). */
const PREDEFINED: Record<string, (event: BusEvent, rule: Pick<Rule, 'bus' | 'name'>) => unknown> = {
  'aws.events.rule-arn': (_, rule) => ruleArn(rule.bus, rule.name),
  'aws.events.rule-name': (_, rule) => rule.name,
  'aws.events.event.ingestion-time': ({ ingestedAt }) => new Date(ingestedAt).toISOString(),
  'aws.events.event': envelopeOf,
  'aws.events.event.json': ({ parsed }) => parsed,
};

/** The event without its detail, with the names and in the order that AWS gives; its time is that of its arrival. */
function envelopeOf({ parsed, ingestedAt }: BusEvent): unknown {
  const { id, account, 'detail-type': detailType, source, region, resources, version } = parsed;
  return { id, account, detailType, time: new Date(ingestedAt).toISOString(), source, region, resources, version };
}
