import { now } from '../core/clock.ts';
import { at } from '../core/config.ts';
import { ago, number, plural } from '../core/format.ts';
import { useReport } from '../core/reading.ts';
import { Icono } from '../piezas/Icono.tsx';
import { Panel } from '../piezas/Panel.tsx';
import type { Columna } from '../piezas/Tabla.tsx';
import { Vacio } from '../piezas/Vacio.tsx';
import { Plegada } from './Plegada.tsx';

type Health = 'bien' | 'atrasada' | 'mal';

interface Cola {
  readonly funcion: string;
  readonly estado: Health;
  readonly esperan: number;
  readonly enCurso: number;
  readonly aplazados: number;
  readonly muertos: number;
  readonly conMensajesDesde?: string;
}

interface UnaVista {
  readonly vista: string;
  readonly estado: Health;
  readonly de?: string;
  readonly esperan: number;
  readonly muertos: number;
  readonly generacion: string;
  readonly servida: string;
}

interface Salud {
  readonly estado: Health;
  readonly alarmas: readonly { readonly funcion: string; readonly que: string; readonly desde?: string }[];
  readonly colas: readonly Cola[];
  readonly vistas: readonly UnaVista[];
}

const COLAS: readonly Columna<Cola>[] = [
  { titulo: 'Cola de', celda: ({ funcion, estado }) => <Nombre nombre={funcion} estado={estado} /> },
  { titulo: 'Esperan', celda: ({ esperan }) => number(esperan), clase: 'numero' },
  { titulo: 'En curso', celda: ({ enCurso }) => number(enCurso), clase: 'numero media' },
  { titulo: 'Aplazados', celda: ({ aplazados }) => number(aplazados), clase: 'numero media' },
  {
    titulo: 'Muertos',
    celda: ({ muertos }) => (muertos > 0 ? <b class="tono-mal con-tono">{number(muertos)}</b> : '0'),
    clase: 'numero',
  },
  {
    titulo: 'Con mensajes',
    celda: ({ conMensajesDesde }) => (conMensajesDesde ? ago(conMensajesDesde, now.value) : '–'),
    clase: 'numero',
  },
];

const VISTAS: readonly Columna<UnaVista>[] = [
  { titulo: 'Vista', celda: ({ vista, estado }) => <Nombre nombre={vista} estado={estado} /> },
  { titulo: 'Por leer', celda: ({ esperan }) => number(esperan), clase: 'numero' },
  { titulo: 'Muertos', celda: ({ muertos }) => number(muertos), clase: 'numero' },
  {
    titulo: 'Versión de la vista',
    celda: ({ generacion, servida }) => (generacion === servida ? 'al día' : `llenándose; se responde con ${servida}`),
  },
];

function isIdle({ estado, esperan, enCurso, aplazados, muertos }: Cola): boolean {
  return estado === 'bien' && esperan + enCurso + aplazados + muertos === 0;
}

function isUpToDate({ estado, esperan, muertos, generacion, servida }: UnaVista): boolean {
  return estado === 'bien' && esperan + muertos === 0 && generacion === servida;
}

const WORDS: Readonly<Record<Health, string>> = {
  bien: 'Todo fluye.',
  atrasada: 'Algo va atrás. Nadie tiene que hacer nada todavía.',
  mal: 'Algo necesita a una persona.',
};

/** `/torre/sistema`: how the system itself is, the worst first. */
export function Sistema() {
  const { data, reading, again } = useReport<Salud>('/sistema', { everyMs: 5_000 });
  const health = data.value;
  return (
    <main class="hoja">
      <div class="hoja-cabeza">
        <h1>Sistema</h1>
        {health && <p class="promesa">{WORDS[health.estado]}</p>}
      </div>
      <Panel titulo="Alarmas" reading={reading} again={again} lineas={2}>
        {health?.alarmas.length === 0 ? (
          <Vacio frase="No hay alarmas." />
        ) : (
          <ul>
            {health?.alarmas.map(({ funcion, que, desde }) => (
              <li key={`${funcion} ${que}`} class="renglon">
                <Icono nombre="entregaFallida" clase="tono-mal" />
                <span>
                  <span class="fuerte">{que}</span>
                  <span class="tenue">
                    {funcion}
                    {desde && ` · ${ago(desde, now.value)}`} · <code>alpes colas reenviar {funcion}</code>
                  </span>
                </span>
              </li>
            ))}
          </ul>
        )}
      </Panel>
      <div class="dos">
        <Panel titulo="Colas" reading={reading} again={again} lineas={8}>
          <Plegada
            titulo="Colas, la peor primero"
            columnas={COLAS}
            filas={health?.colas ?? []}
            clave={({ funcion }) => funcion}
            calla={isIdle}
            callan={(count) => plural(count, 'cola sin mensajes', 'colas sin mensajes')}
          />
        </Panel>
        <Panel titulo="Vistas" reading={reading} again={again} lineas={8}>
          <Plegada
            titulo="Vistas, la peor primero"
            columnas={VISTAS}
            filas={health?.vistas ?? []}
            clave={({ vista }) => vista}
            calla={isUpToDate}
            callan={(count) => plural(count, 'vista al día', 'vistas al día')}
          />
        </Panel>
      </div>
      <p class="tenue">
        Por qué una orden va atrás se ve en <a href={at('/torre/ordenes')}>la orden</a>, en sus causas.
      </p>
    </main>
  );
}

function Nombre({ nombre, estado }: { nombre: string; estado: Health }) {
  if (estado === 'bien') return <span>{nombre}</span>;
  return (
    <span class="estado">
      <Icono
        nombre={estado === 'mal' ? 'entregaFallida' : 'reloj'}
        clase={estado === 'mal' ? 'tono-mal' : 'tono-aviso'}
        dice={estado === 'mal' ? 'Mal:' : 'Atrasada:'}
      />
      {nombre}
    </span>
  );
}
