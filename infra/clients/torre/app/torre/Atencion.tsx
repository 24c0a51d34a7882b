import { now } from '../core/clock.ts';
import { at } from '../core/config.ts';
import { ago, time } from '../core/format.ts';
import { withNames } from '../core/names.ts';
import { Icono, type NombreDeIcono } from '../piezas/Icono.tsx';
import type { Asunto } from './tipos.ts';

const SIGNS: Readonly<Record<Asunto['clase'], readonly [NombreDeIcono, string]>> = {
  mensajesMuertos: ['entregaFallida', 'mal'],
  averia: ['entregaFallida', 'mal'],
  porDecidir: ['confirmada', 'mal'],
  rechazada: ['rechazada', 'mal'],
  fallida: ['entregaFallida', 'mal'],
  reintento: ['entregaFallida', 'aviso'],
  retrasada: ['enRiesgo', 'aviso'],
  faltante: ['entregaFallida', 'mal'],
  porRecibir: ['devuelta', 'aviso'],
  silencio: ['reloj', 'aviso'],
  sinPlan: ['confirmada', 'marcha'],
};

interface Props {
  readonly asuntos: readonly Asunto[];
  /** Beyond those. */
  readonly mas: number;
  readonly readAt: number | undefined;
  readonly nameOf: (bodegaId: string) => string;
}

/** What needs a person: what, where, since when, and the way to do something about it. */
export function Atencion({ asuntos, mas, readAt, nameOf }: Props) {
  return (
    <section class="atencion" aria-label="Necesitan atención" aria-busy={readAt === undefined}>
      <h2>Necesitan atención {asuntos.length > 0 && <span class="cuantas">{asuntos.length + mas}</span>}</h2>
      {asuntos.length === 0 ? (
        <p class="vacio">
          {readAt === undefined ? 'Revisando…' : `Nada necesita atención. Última revisión: ${time(readAt)}`}
        </p>
      ) : (
        <ul>
          {asuntos.map((asunto) => (
            <Renglon key={keyOf(asunto)} asunto={asunto} nameOf={nameOf} />
          ))}
        </ul>
      )}
    </section>
  );
}

function Renglon({ asunto, nameOf }: { asunto: Asunto; nameOf: (bodegaId: string) => string }) {
  const { clase, titulo, detalle, desde, orden, vehiculoId, bodegaId, accion } = asunto;
  const [icon, tone] = SIGNS[clase];
  const where = [orden !== undefined && `Orden ${orden}`, vehiculoId, bodegaId && nameOf(bodegaId)]
    .filter(Boolean)
    .join(' · ');
  return (
    <li>
      <a class="renglon" href={at(placeOf(asunto))} title={accion}>
        <Icono nombre={icon} clase={`tono-${tone}`} />
        <span>
          <span class="fuerte">{titulo}</span>
          {detalle !== undefined && <span>{withNames(detalle)}</span>}
          <span class="tenue">{[where, desde !== undefined && ago(desde, now.value)].filter(Boolean).join(' · ')}</span>
        </span>
      </a>
    </li>
  );
}

/** Where something can be done about it. */
function placeOf({ clase, ordenId, vehiculoId, bodegaId }: Asunto): string {
  if (clase === 'averia') return `/torre/flota/${vehiculoId}`;
  if (clase === 'faltante') return `/torre/inventario?bodega=${bodegaId}`;
  if (clase === 'porRecibir') return `/torre/recepcion?bodega=${bodegaId}`;
  if (ordenId !== undefined) return `/torre/ordenes/${ordenId}`;
  if (vehiculoId !== undefined) return `/torre?vehiculo=${vehiculoId}`;
  return bodegaId === undefined ? '/torre/sistema' : `/torre/rutas/${bodegaId}`;
}

function keyOf({ clase, ordenId, vehiculoId, bodegaId, sku, funcion }: Asunto): string {
  return [clase, ordenId, vehiculoId, bodegaId, sku, funcion].join(' ');
}
