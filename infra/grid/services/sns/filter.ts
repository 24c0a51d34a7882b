import { compile, type Pattern } from '../events/pattern/match.ts';
import type { MessageAttributes } from '../sqs/digest.ts';
import type { Message } from './message.ts';
import type { Subscription } from './registry.ts';

/** Compiled policies by their text. */
const compiled = new Map<string, Pattern | undefined>();

/** Whether the subscription's filter policy lets the message through. */
export function passes(message: Message, { attributes }: Subscription): boolean {
  const pattern = patternOf(attributes.FilterPolicy);
  if (!pattern) return true;
  if (attributes.FilterPolicyScope !== 'MessageBody') return pattern.matches(valuesOf(message.attributes));
  const body = objectIn(message.text);
  return body !== undefined && pattern.matches(body);
}

function patternOf(policy: string | undefined): Pattern | undefined {
  if (!policy) return undefined;
  if (!compiled.has(policy)) {
    const rules = JSON.parse(policy);
    compiled.set(policy, Object.keys(rules).length > 0 ? compile(rules) : undefined);
  }
  return compiled.get(policy);
}

/** Attributes as an event: numbers as numbers, `String.Array` as the list it holds. Binary ones are never matched. */
function valuesOf(attributes: MessageAttributes): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const [name, { DataType, StringValue }] of Object.entries(attributes)) {
    if (StringValue === undefined) continue;
    if (DataType === 'Number') values[name] = Number(StringValue);
    else if (DataType === 'String.Array') values[name] = listIn(StringValue);
    else values[name] = StringValue;
  }
  return values;
}

function listIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function objectIn(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
