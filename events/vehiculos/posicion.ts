import * as z from 'zod';
import { Coordenadas } from '#events/comun/lugar.ts';
import { Instante } from '#events/comun/tiempo.ts';

/** A position of a vehicle at a time, as it is kept and shown. */
export const Posicion = z.object({ coordenadas: Coordenadas, registradaEn: Instante });

/** A position of a vehicle at a time. */
export type Posicion = z.output<typeof Posicion>;

/** Where vehicles were, by vehicle and time. No decision rests on it, so it is not in the event log. */
export const ubicaciones = {
  name: 'ubicaciones',
  partition: 'vehiculoId',
  sort: 'registradaEn',
  ttl: 'expira',
} as const;
