import type { Context } from 'aws-lambda';
import { observed } from '#shared/runtime/lambda/middleware.ts';
import { sendDeferred } from '#shared/runtime/notifications/deferred.ts';
import { logger } from '#shared/runtime/telemetry.ts';
import { avisos } from './notifications/avisos.ts';

/** No further messages are begun with less time than this. */
const RESERVE_MS = 5_000;

/** Each minute: sends what has waited for the end of quiet hours. Throws in the end when something could not be sent: the next run tries again. */
export const handler = observed(async (_: unknown, { getRemainingTimeInMillis }: Context) => {
  const { fallidas, ...cuentas } = await sendDeferred(avisos, () => getRemainingTimeInMillis() > RESERVE_MS);
  for (const [clave, error] of fallidas) logger.error(`A message of ${clave} could not be sent`, error as Error);
  if (fallidas.size > 0) throw new Error(`Messages of ${fallidas.size} orders could not be sent.`);
  return cuentas;
});
