import type * as z from 'zod';
import type { RespuestaVistas } from './respuesta.ts';

type Fila = z.output<typeof RespuestaVistas>['vistas'][number];

/** How far a view's row has come, and what waits for the function that writes it. */
export interface Avance {
  readonly vista: string;
  readonly flujo: string;
  readonly version: number;
  readonly versionDelRegistro: number;
  readonly atrasadaDesde?: string | undefined;
  readonly enCola: number;
  readonly muertos: number;
}

/** Why each row is behind, those that are first. */
export function explicar(avances: readonly Avance[]): readonly Fila[] {
  return avances
    .map(explicado)
    .sort((a, b) => Number(a.donde === 'alDia') - Number(b.donde === 'alDia') || (a.vista < b.vista ? -1 : 1));
}

function explicado({ enCola, muertos, atrasadaDesde, ...avance }: Avance): Fila {
  const { version, versionDelRegistro } = avance;
  if (version >= versionDelRegistro)
    return { ...avance, donde: 'alDia', explicacion: `Muestra la versión ${version}, que es la última.` };
  const espera = `Muestra la versión ${version}; espera la ${version + 1}`;
  const desde = atrasadaDesde === undefined ? {} : { atrasadaDesde };
  if (enCola > 0) {
    const mensajes = enCola === 1 ? '1 mensaje' : `${enCola} mensajes`;
    return { ...avance, ...desde, donde: 'enCola', explicacion: `${espera}: en su cola hay ${mensajes}.` };
  }
  if (muertos > 0) {
    const mensajes = muertos === 1 ? '1 mensaje muerto' : `${muertos} mensajes muertos`;
    return { ...avance, ...desde, donde: 'mensajesMuertos', explicacion: `${espera}: hay ${mensajes} de esta vista.` };
  }
  return {
    ...avance,
    ...desde,
    donde: 'enCamino',
    explicacion: `${espera}: aún no llega a su cola, o se está aplicando.`,
  };
}
