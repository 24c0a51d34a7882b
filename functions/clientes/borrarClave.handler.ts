import { decide } from '#shared/runtime/eventLog/decide.ts';
import { oneByOne } from '#shared/runtime/lambda/batch.ts';
import { queueFunction } from '#shared/runtime/lambda/middleware.ts';
import { forgetKey } from '#shared/runtime/personalData/keys.ts';
import { traced } from '#shared/runtime/tracing/traced.ts';
import { confirmarOlvido } from './confirmarOlvido.ts';

/**
 * Deletes the key of a customer who asked to be forgotten, and then says so: whoever hears of it can't read the personal
 * data any more, however late. Both steps may be repeated.
 */
export const handler = queueFunction(
  oneByOne(({ event: { data, metadata } }) => {
    const { clienteId } = confirmarOlvido.accepts.parse(data);
    return traced([metadata.traceparent], async (handOn) => {
      await forgetKey(clienteId);
      await decide(confirmarOlvido, {
        input: { clienteId },
        commandId: metadata.id,
        comesAgain: true,
        correlationId: metadata.correlationId,
        causationId: metadata.id,
        actor: { subject: metadata.actor, scopes: [] },
        ...(handOn && { traceparent: handOn }),
      });
    });
  }),
);
