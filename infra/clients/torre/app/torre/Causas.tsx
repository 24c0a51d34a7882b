import { useComputed } from '@preact/signals';
import { useState } from 'preact/hooks';
import { now } from '../core/clock.ts';
import { at } from '../core/config.ts';
import { ago, moment, number, plural, precise, sentence } from '../core/format.ts';
import { useReport } from '../core/reading.ts';
import { Icono } from '../piezas/Icono.tsx';
import { Panel } from '../piezas/Panel.tsx';
import { type Columna, Tabla } from '../piezas/Tabla.tsx';
import { Vacio } from '../piezas/Vacio.tsx';
import { axisOf, type Causes, type Node, outlineOf, type Story, storiesOf, type Work } from './causas.ts';
import { useOrdenesDe } from './ordenesDe.ts';

interface UnaVista {
  readonly vista: string;
  readonly flujo: string;
  readonly version: number;
  readonly versionDelRegistro: number;
  readonly atrasadaDesde?: string;
  readonly donde: 'alDia' | 'enCamino' | 'enCola' | 'mensajesMuertos';
  readonly explicacion: string;
}

const VISTAS: readonly Columna<UnaVista>[] = [
  { titulo: 'Vista', celda: ({ vista }) => <span class="fuerte">{vista}</span> },
  { titulo: 'De', celda: ({ flujo }) => flujo.split('#')[0], clase: 'media' },
  {
    titulo: 'Versión',
    celda: ({ version, versionDelRegistro }) =>
      version === versionDelRegistro ? number(version) : `${version} de ${versionDelRegistro}`,
    clase: 'numero',
  },
  {
    titulo: 'Por qué',
    celda: ({ donde, explicacion, atrasadaDesde }) => (
      <span class={donde === 'alDia' ? 'tenue' : ''}>
        {donde === 'mensajesMuertos' && <Icono nombre="entregaFallida" clase="tono-mal" dice="Muertos:" />}{' '}
        {explicacion}
        {atrasadaDesde && ` ${sentence(`Desde ${ago(atrasadaDesde, now.value)}`)}`}
      </span>
    ),
  },
];

const NAMES = 40;
const WIDTH = 600;

/** `/torre/ordenes/:ordenId/causas`: what led to what, with times, tries and calls; and how far each view has come. */
export function Causas({ ordenId }: { readonly ordenId: string }) {
  const topic = `orden:${ordenId}`;
  const causes = useReport<Causes>(`/ordenes/${ordenId}/causas`, { topic, everyMs: 15_000 });
  const views = useReport<{ readonly vistas: readonly UnaVista[] }>(`/ordenes/${ordenId}/vistas`, {
    topic,
    everyMs: 5_000,
  });
  const nodes = useComputed(() => (causes.data.value ? outlineOf(causes.data.value) : []));
  const stories = useComputed(() => storiesOf(nodes.value));
  const axis = useComputed(() => (nodes.value.length > 0 ? axisOf(nodes.value) : () => 0));
  const { nota, muertos = [] } = causes.data.value ?? {};
  const nombreDe = useOrdenesDe([ordenId]);
  return (
    <main class="hoja">
      <div class="hoja-cabeza">
        <h1>Causas de la orden {nombreDe(ordenId)}</h1>
        <a class="boton secundario" href={at(`/torre/ordenes/${ordenId}`)}>
          Ver la orden
        </a>
      </div>
      <Panel titulo="Qué llevó a qué" reading={causes.reading} again={causes.again} lineas={24}>
        {nota && <p class="ficha-nota tenue">{nota}</p>}
        {muertos
          .filter(({ mensajes }) => mensajes > 0)
          .map(({ funcion, mensajes }) => (
            <p key={funcion} class="ficha-nota">
              <Icono nombre="entregaFallida" clase="tono-mal" /> {mensajes}{' '}
              {mensajes === 1 ? 'mensaje muerto' : 'mensajes muertos'} de {funcion}.{' '}
              <a href={at('/torre/sistema')}>Ver el sistema</a>
            </p>
          ))}
        {nodes.value.length === 0 ? (
          <Vacio frase="No hay nada en el registro." />
        ) : (
          stories.value.map((story, index) => (
            <Historia
              key={idOf(story.nodes[0] as Node)}
              story={story}
              axis={axis.value}
              isOpen={story.failed > 0 || index === stories.value.length - 1}
            />
          ))
        )}
        <p class="ficha-nota tenue">El eje es logarítmico: de milisegundos a horas.</p>
      </Panel>
      <Panel titulo="Hasta dónde va cada vista" reading={views.reading} again={views.again}>
        <Tabla
          titulo="Vistas de la orden, las atrasadas primero"
          columnas={VISTAS}
          filas={views.data.value?.vistas ?? []}
          clave={({ vista, flujo }) => `${vista} ${flujo}`}
        />
      </Panel>
    </main>
  );
}

function idOf(node: Node): string {
  return node.kind === 'work' ? node.work.id : node.fact.id;
}

interface HistoriaProps {
  readonly story: Story;
  readonly axis: (ms: number) => number;
  /** At first; whoever looks opens and shuts it. */
  readonly isOpen: boolean;
}

/** What began by itself, and what followed from it: at length what is newest, or failed. */
function Historia({ story: { nodes, facts, failed }, axis, isOpen }: HistoriaProps) {
  const [first] = nodes as readonly [Node];
  const fact = nodes.find((node) => node.kind === 'fact')?.fact.hecho;
  const [opened] = useState(isOpen);
  return (
    <details class="plegada" open={opened}>
      <summary>
        <b>{fact ?? (first.kind === 'work' && first.work.funcion)}</b> · {moment(first.at)} ·{' '}
        {plural(facts, 'hecho', 'hechos')} · {plural(nodes.length - facts, 'trabajo', 'trabajos')}
        {failed > 0 && <span class="tono-mal con-tono"> · {plural(failed, 'fallo', 'fallos')}</span>}
      </summary>
      <ol class="causas">
        {nodes.map((node) => (
          <Renglon key={idOf(node)} node={node} axis={axis} />
        ))}
      </ol>
    </details>
  );
}

function Renglon({ node, axis }: { node: Node; axis: (ms: number) => number }) {
  const depth = Math.min(node.depth, 8);
  if (node.kind === 'fact') {
    const { hecho, flujo, version, en } = node.fact;
    return (
      <li class={`causa nivel-${depth} es-hecho`}>
        <span>
          <Icono nombre="asignada" clase="tono-acento" /> <b>{hecho}</b>{' '}
          <span class="tenue chica">
            {flujo.split('#')[0]} · versión {version}
          </span>
        </span>
        <Eje from={axis(node.at)} to={axis(node.at)} tone="acento" />
        <time class="tenue chica" dateTime={en}>
          {precise(en)}
        </time>
      </li>
    );
  }
  const { funcion, peticion, milisegundos, intento, repetido, fallo, llamadas } = node.work;
  return (
    <li class={`causa nivel-${depth}`}>
      <details>
        <summary>
          {fallo && <Icono nombre="entregaFallida" clase="tono-mal" dice="Falló:" />} {funcion.slice(0, NAMES)}
          {intento > 1 && <span class="tono-aviso con-tono"> ×{intento}</span>}
          {repetido && <span class="tenue"> repetido, sin efecto</span>}
        </summary>
        <Detalle work={node.work} />
      </details>
      <Eje
        from={axis(node.at)}
        to={axis(node.at + (milisegundos ?? 0))}
        tone={fallo ? 'mal' : repetido ? 'tenue' : 'marcha'}
        hollow={repetido}
      />
      <span class="tenue chica numero">
        {milisegundos === undefined ? 'en curso' : `${number(milisegundos)} ms`}
        {llamadas.length > 0 && ` · ${llamadas.length} AWS`}
        {peticion && ` · ${peticion.split(' ').at(-1)}`}
      </span>
    </li>
  );
}

function Detalle({ work: { peticion, fallo, llamadas, inicio } }: { work: Work }) {
  return (
    <ul class="llamadas">
      <li class="tenue">{precise(inicio)}</li>
      {peticion && <li class="mono">{peticion}</li>}
      {fallo && <li class="tono-mal con-tono">{fallo}</li>}
      {llamadas.map(({ servicio, operacion, tabla, milisegundos, fallo: failed }, index) => (
        <li key={`${index} ${operacion}`}>
          {failed && <Icono nombre="entregaFallida" clase="tono-mal" dice="Falló:" />} {servicio} {operacion} {tabla}{' '}
          <span class="tenue">{number(milisegundos)} ms</span>
        </li>
      ))}
    </ul>
  );
}

function Eje({ from, to, tone, hollow = false }: { from: number; to: number; tone: string; hollow?: boolean }) {
  const x = from * (WIDTH - 8);
  return (
    <svg class={`eje-causas tono-${tone}`} viewBox={`0 0 ${WIDTH} 10`} preserveAspectRatio="none" aria-hidden="true">
      <line x1="0" y1="5" x2={WIDTH} y2="5" class="riel" />
      <rect
        x={x}
        y="1"
        width={Math.max(4, (to - from) * (WIDTH - 8))}
        height="8"
        rx="2"
        class={hollow ? 'hueco' : 'lleno'}
      />
    </svg>
  );
}
