import type { Context } from 'aws-lambda';
import { observed } from '#shared/runtime/lambda/middleware.ts';
import { sendDeferred } from '#shared/runtime/notifications/deferred.ts';
import { logger } from '#shared/runtime/telemetry.ts';

/** No further messages are begun with less time than this. */
const RESERVE_MS = 5_000;

/** Each minute: orders what has waited for the end of quiet hours. Throws in the end when something could not be ordered: the next run tries again. */
export const handler = observed(async (_: unknown, { getRemainingTimeInMillis }: Context) => {
  const { fallidas, pedidas } = await sendDeferred(() => getRemainingTimeInMillis() > RESERVE_MS);
  for (const [clave, error] of fallidas) logger.error(`A message of ${clave} could not be sent`, error as Error);
  if (fallidas.size > 0) throw new Error(`Messages of ${fallidas.size} orders could not be sent.`);
  return { pedidas };
});
