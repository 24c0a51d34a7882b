import { oneByOne } from '#shared/runtime/lambda/batch.ts';
import { queueFunction } from '#shared/runtime/lambda/middleware.ts';
import { closeKey } from '#shared/runtime/personalData/keys.ts';
import { confirmarOlvido } from './confirmarOlvido.ts';

/** Closes the key of a customer who has asked to be forgotten: no order begins with it any more. May be repeated. */
export const handler = queueFunction(
  oneByOne(({ event }) => closeKey(confirmarOlvido.accepts.parse(event.data).clienteId)),
);
