import type { Action } from '../../../service.ts';
import { notValid, ruleArn } from '../names.ts';
import { matches } from '../pattern/match.ts';
import { patternOf } from '../rules.ts';

/** What an event must have to be tested; the API reference names `resources` too, and AWS does without. */
const REQUIRED = ['id', 'account', 'source', 'time', 'region', 'detail-type'];

/** Whether an event matches a pattern, without any rule. */
export function testEventPattern(): Action {
  return {
    permissions: () => [{ action: 'events:TestEventPattern', resource: ruleArn('default', '*') }],
    run({ input }) {
      const pattern = patternOf(input.EventPattern);
      if (pattern === undefined) throw notValid('EventPattern', 'EventPattern is a required argument.');
      const event = parse(input.Event);
      const missing = REQUIRED.find((field) => !Object.hasOwn(event, field));
      if (missing) throw notValid('Event', `${missing} is a required argument.`);
      return { Result: matches(JSON.parse(pattern), event) };
    },
  };
}

function parse(text: unknown): object {
  try {
    const event: unknown = JSON.parse(String(text));
    if (typeof event === 'object' && event !== null) return event;
  } catch {
    // Not JSON at all is the same mistake as JSON that is no object.
  }
  throw notValid('Event', 'it is not a JSON object.');
}
