import { clavesDe } from '#events/vehiculos/evidencia.ts';
import { deleteFiles } from '#shared/runtime/files/deleteFiles.ts';
import { oneByOne } from '#shared/runtime/lambda/batch.ts';
import { forgetting } from '#shared/runtime/lambda/forgetting.ts';
import { queueFunction } from '#shared/runtime/lambda/middleware.ts';
import { SEGUNDOS_PARA_SUBIR } from './evidencia.ts';

/**
 * Deletes the proofs of a customer who was forgotten: at once, and again when no address to bring one is good any more.
 * May be repeated.
 */
export const handler = queueFunction(
  oneByOne((received) =>
    forgetting([received], (clienteId) => deleteFiles(clavesDe({ clienteId })), SEGUNDOS_PARA_SUBIR * 1_000),
  ),
);
