import { enColombia } from '#events/comun/tiempo.ts';
import type { GruposPorCanal } from '#events/notificaciones/preferencias.ts';
import type { VistaPreferencias } from './projections/preferencias.ts';

interface Aviso {
  readonly canal: string;
  readonly grupo?: string;
  readonly urgente?: true;
}

const DIA_MIN = 1_440;
const MINUTO_MS = 60_000;

/**
 * When a message goes out: `now`; `never`, of what the customer does not want by that channel; or the end of its quiet
 * hours (ISO 8601), which what is urgent does not wait for.
 */
export function cuandoEnviar(
  dichas: Pick<VistaPreferencias, 'canales' | 'silencio'> | undefined,
  { canal, grupo, urgente }: Aviso,
  now: string,
): string {
  if (!dichas) return 'now';
  const queridos: readonly string[] | undefined = { ...dichas.canales }[canal as keyof GruposPorCanal];
  if (grupo !== undefined && queridos && !queridos.includes(grupo)) return 'never';
  const { silencio } = dichas;
  if (urgente || !silencio) return 'now';
  const [desde, hasta, ahora] = [silencio.desde, silencio.hasta, enColombia(now).slice(11, 16)].map(minutos);
  const dura = entre(desde, hasta);
  const lleva = entre(desde, ahora);
  if (lleva >= dura) return 'now';
  const minuto = Math.floor(Date.parse(now) / MINUTO_MS);
  return new Date((minuto + dura - lleva) * MINUTO_MS).toISOString();
}

/** Minutes since midnight. */
function minutos(hora: string): number {
  return Number(hora.slice(0, 2)) * 60 + Number(hora.slice(3, 5));
}

/** Minutes from an hour of the day to another, of the next day where that is earlier. */
function entre(desde = 0, hasta = 0): number {
  return (hasta - desde + DIA_MIN) % DIA_MIN;
}
