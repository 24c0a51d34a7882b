import { at } from '../core/config.ts';
import { phone, thisDay } from '../core/format.ts';
import { Panel } from '../piezas/Panel.tsx';
import { type Columna, Tabla } from '../piezas/Tabla.tsx';
import { Vacio } from '../piezas/Vacio.tsx';
import type { useConductores } from './datos.ts';
import type { Conductor } from './tipos.ts';

/** Who drives: how to reach them, and what they drive today. */
export function Conductores({ conductores: { conductores, reading, again } }: Props) {
  const dia = thisDay.value;
  const columnas: readonly Columna<Conductor>[] = [
    {
      titulo: 'Conductor',
      celda: ({ nombre, conductorId }) => (
        <>
          <span class="fuerte">{nombre}</span> <span class="tenue chica">{conductorId}</span>
        </>
      ),
    },
    { titulo: 'Teléfono', celda: ({ telefono }) => <a href={`tel:${telefono}`}>{phone(telefono)}</a> },
    {
      titulo: 'Hoy conduce',
      celda: ({ jornadas }) => {
        const plate = jornadas.find((una) => una.dia === dia)?.vehiculoId;
        return plate === undefined ? '–' : <a href={at(`/torre/flota/${plate}`)}>{plate}</a>;
      },
    },
  ];
  const filas = conductores.value.toSorted((a, b) => a.nombre.localeCompare(b.nombre, 'es'));
  return (
    <Panel titulo="Conductores" reading={reading} again={again} lineas={4}>
      {filas.length === 0 ? (
        <Vacio frase="Todavía no hay conductores." />
      ) : (
        <Tabla
          titulo="Conductores por nombre"
          columnas={columnas}
          filas={filas}
          clave={({ conductorId }) => conductorId}
        />
      )}
    </Panel>
  );
}

interface Props {
  readonly conductores: ReturnType<typeof useConductores>;
}
