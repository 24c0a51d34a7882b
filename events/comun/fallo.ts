import * as z from 'zod';
import { Motivo } from './texto.ts';

/** Why a delivery was not made, as the driver says it. */
export const MotivoDeFallo = z.enum(['ausente', 'rechazada', 'direccionErrada', 'sinAcceso', 'danada', 'otro']);

/** Why a delivery was not made. */
export type MotivoDeFallo = z.output<typeof MotivoDeFallo>;

/** What the driver says of a delivery that was not made: a reason of the list, and what there is to add in words. */
export const Fallo = { motivo: MotivoDeFallo, detalle: Motivo.optional() };

/** Reasons after which nobody tries again: it was not wanted, or is no longer what was ordered. */
const DEFINITIVOS: ReadonlySet<MotivoDeFallo> = new Set(['rechazada', 'danada']);

/** Whether a delivery that was not made for this reason is tried no more, however few attempts there were. */
export function esDefinitivo(motivo: MotivoDeFallo): boolean {
  return DEFINITIVOS.has(motivo);
}

/** The sentence that a customer reads for each reason. */
export const FALLOS: Readonly<Record<MotivoDeFallo, string>> = {
  ausente: 'No había quién recibiera',
  rechazada: 'Quien debía recibir no quiso la mercancía',
  direccionErrada: 'La dirección no corresponde al destinatario',
  sinAcceso: 'No fue posible llegar hasta la puerta',
  danada: 'La mercancía se dañó en el camino',
  otro: 'No fue posible entregar',
};

/** The same, said to whom the order is for. */
export const FALLOS_A_QUIEN_RECIBE: Readonly<Record<MotivoDeFallo, string>> = {
  ausente: 'No había quién recibiera',
  rechazada: 'Usted no quiso recibirla',
  direccionErrada: 'No lo encontramos en la dirección que tenemos',
  sinAcceso: 'No fue posible llegar hasta su puerta',
  danada: 'La mercancía se dañó en el camino',
  otro: 'No fue posible entregarla',
};

/** What a customer reads of a delivery that was not made: the sentence of its reason, and what the driver added. */
export function fraseDeFallo({
  motivo,
  detalle,
}: {
  readonly motivo: MotivoDeFallo;
  readonly detalle?: string | undefined;
}) {
  return detalle === undefined ? FALLOS[motivo] : `${FALLOS[motivo]}: ${detalle}`;
}
