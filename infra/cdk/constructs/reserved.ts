import type { Technical } from '#shared/model/technical.ts';
import type { Account } from '../settings/account.ts';

/**
 * How many runs at once an account keeps for a function of such a trigger: what nothing else may keep from running. Who is fed
 * by a queue has none of its own: its queue would go on asking for more than it may.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html
 */
export function reservedFor({ on }: Technical['trigger'], { reserved }: Account): number | undefined {
  switch (on) {
    case 'eventLog':
    case 'table':
      return reserved?.stream;
    case 'authorizer':
    case 'socketAuthorizer':
      return reserved?.authorizer;
    case 'schedule':
      return reserved?.clock;
    default:
      return undefined;
  }
}
