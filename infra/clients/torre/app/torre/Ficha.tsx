import type { ComponentChildren } from 'preact';
import { Entero } from '../piezas/Entero.tsx';
import type { Line } from './versiones.ts';

interface Props {
  readonly lines: readonly Line[];
  readonly ordenId: string;
  /** What stands in place of a line's text: a link. */
  readonly linkOf?: (line: Line) => ComponentChildren;
  /** Further lines. */
  readonly children?: ComponentChildren;
}

/** An order in lines, with what each said one version before. */
export function Ficha({ lines, ordenId, linkOf, children }: Props) {
  return (
    <dl class="ficha-orden">
      {lines.map((line) => (
        <div key={line.name} class={line.before === undefined ? '' : 'cambiado'}>
          <dt>{line.name}</dt>
          <dd>
            {line.before !== undefined && <span class="tenue">{line.before} → </span>}
            {linkOf?.(line) || <Entero texto={line.text} />}
          </dd>
        </div>
      ))}
      <div>
        <dt>Número</dt>
        <dd class="mono">{ordenId}</dd>
      </div>
      {children}
    </dl>
  );
}
