import { moment, precise } from '../core/format.ts';
import type { Version } from './versiones.ts';

interface Props {
  readonly versiones: readonly Version[];
  /** The version that is looked at; the newest without one. */
  readonly vista: number | undefined;
  readonly ver: (version: number | undefined) => void;
}

/** A slider over all versions of an order: one step a fact, evenly. New facts lengthen it and leave the thumb where it is. */
export function Deslizador({ versiones, vista, ver }: Props) {
  const last = versiones.length - 1;
  const found = versiones.findIndex(({ version }) => version === vista);
  const place = found === -1 ? last : found;
  const shown = versiones[place];
  if (!shown) return null;
  const newer = last - place;
  const go = (index: number) => ver(index >= last ? undefined : versiones[index]?.version);
  return (
    <div class="deslizador">
      <div class="deslizador-pista">
        <input
          type="range"
          min={0}
          max={last}
          value={place}
          aria-label="Versión de la orden"
          aria-valuetext={`Versión ${shown.version} de ${versiones[last]?.version}: ${shown.titulo}, ${moment(shown.en)}`}
          onInput={({ currentTarget }) => go(Number(currentTarget.value))}
        />
        <ol aria-hidden="true">
          {versiones.map(({ version, hecho }, index) => (
            <li key={version} class={`tope ${toneOf(hecho)}${index <= place ? ' pasado' : ''}`} />
          ))}
        </ol>
      </div>
      <p class="deslizador-pie">
        <span class="fuerte">{shown.titulo}</span>{' '}
        <span class="tenue">
          {moment(shown.en)} · versión {shown.version} de {versiones[last]?.version}
        </span>
      </p>
      {newer > 0 && (
        <p class="franja-version">
          Está viendo la versión {shown.version} de {versiones[last]?.version}, {precise(shown.en)}{' '}
          <button type="button" class="secundario" onClick={() => ver(undefined)}>
            Volver al presente
          </button>
        </p>
      )}
    </div>
  );
}

/** A fact's colour repeats what its words say. */
function toneOf(hecho: string): string {
  if (/Entregada/.test(hecho)) return 'tono-acento';
  if (/Fallida|Rechazada|Abandonada/.test(hecho)) return 'tono-mal';
  if (/Devuelt|Reingres/.test(hecho)) return 'tono-vuelve';
  return /Asignada|Transito|Confirmada/.test(hecho) ? 'tono-marcha' : 'tono-tenue';
}
