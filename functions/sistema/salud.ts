import type * as z from 'zod';
import { segundosEntre } from '#events/comun/tiempo.ts';
import type { RespuestaSistema } from './respuesta.ts';

type Sistema = z.output<typeof RespuestaSistema>;
type Estado = Sistema['estado'];

/** After so many seconds with messages that wait, a queue is behind. Most are emptied within one. */
const ATRASO_S = 60;
/** … and after so many, somebody is to look: as the alarm of its oldest message. */
const ALARMA_S = 300;

/** A queue as it was seen. `desde`: since when without a break messages have been seen there. */
export interface ColaVista {
  readonly funcion: string;
  readonly esperan: number;
  readonly enCurso: number;
  readonly aplazados: number;
  readonly muertos: number;
  readonly desde?: string | undefined;
}

/** A view as it was seen. */
export interface VistaVista {
  readonly vista: string;
  readonly de?: string | undefined;
  readonly generacion: string;
  readonly servida: string;
}

/** The health of the system, the worst first. */
export function salud(vistas: readonly ColaVista[], lecturas: readonly VistaVista[], now: string): Sistema {
  const colas = vistas.map(({ desde, ...cola }) => ({
    ...cola,
    estado: estadoDe({ ...cola, desde }, now),
    ...(desde !== undefined && { conMensajesDesde: desde }),
  }));
  const porFuncion = new Map(colas.map((cola) => [cola.funcion, cola]));
  const deVistas = lecturas.map(({ vista, de, generacion, servida }) => {
    const { esperan = 0, muertos = 0, estado = 'bien' } = porFuncion.get(vista) ?? {};
    const otra = generacion !== servida;
    return {
      vista,
      estado: otra && estado === 'bien' ? ('atrasada' as const) : estado,
      ...(de !== undefined && { de }),
      esperan,
      muertos,
      generacion,
      servida,
    };
  });
  const peor = [...colas, ...deVistas].reduce<Estado>(
    (uno, { estado }) => (rango(estado) < rango(uno) ? estado : uno),
    'bien',
  );
  return {
    estado: peor,
    alarmas: vistas.flatMap((cola) => alarmasDe(cola, now)),
    colas: colas.sort((a, b) => rango(a.estado) - rango(b.estado) || b.muertos - a.muertos || b.esperan - a.esperan),
    vistas: deVistas.sort((a, b) => rango(a.estado) - rango(b.estado) || b.esperan - a.esperan),
  };
}

function estadoDe({ muertos, desde }: ColaVista, now: string): Estado {
  if (muertos > 0) return 'mal';
  return desde !== undefined && segundosEntre(desde, now) >= ATRASO_S ? 'atrasada' : 'bien';
}

/** What the template's alarms would say of it, as far as a queue shows that. */
function alarmasDe({ funcion, muertos, desde }: ColaVista, now: string): Sistema['alarmas'] {
  return [
    ...(muertos > 0 ? [{ funcion, que: `Mensajes muertos de ${funcion}` }] : []),
    ...(desde !== undefined && segundosEntre(desde, now) >= ALARMA_S
      ? [{ funcion, que: `Mensajes atrasados de ${funcion}`, desde }]
      : []),
  ];
}

function rango(estado: Estado): number {
  return ['mal', 'atrasada', 'bien'].indexOf(estado);
}
