import { type Fault, fault } from '../fault.ts';

/** What is thrown when a stream is too busy. Nothing was written. */
export function tooBusy(stream: string): Fault {
  return fault('FLUJO_OCUPADO', { detail: `${stream}: vuelva a intentarlo con la misma clave de idempotencia.` });
}

/** What is thrown when a command's id comes again with another input. */
export function reusedKey(): Fault {
  return fault('CLAVE_REUTILIZADA', { detail: 'Use una clave nueva para cada operación distinta.' });
}

/** What is thrown when what is to be recorded is more than an item of the log holds. Nothing was written. */
export function tooLarge(stream: string, bytes: number): Fault {
  return fault('OPERACION_DEMASIADO_GRANDE', {
    detail: `${stream}: ${bytes} bytes, y caben unos 400 000. Divídala en varias más pequeñas.`,
  });
}
