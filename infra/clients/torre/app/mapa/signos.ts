import { type Group, numbersOf } from './grupos.ts';

const SVG = 'http://www.w3.org/2000/svg';

/** An element of SVG with attributes; never a style, which the policy refuses. */
function svg(name: string, attributes: Readonly<Record<string, string | number>>, ...children: Node[]): SVGElement {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  made.append(...children);
  return made;
}

/** The sign of some stops: the shape of the worst, and how many are open; of a chosen route, their numbers. */
export function stopSign(group: Group, isChosen: boolean): HTMLElement {
  const { state, open, stops } = group;
  const box = document.createElement('div');
  box.className = `signo es-${state}${isChosen ? ' elegido' : ''}`;
  const text = isChosen ? numbersOf(stops) : open > 1 ? String(open) : '';
  const isLarge = isChosen || open > 1 || state === 'fallida';
  box.append(svg('svg', { viewBox: '0 0 24 24', class: isLarge ? 'grande' : 'chico' }, ...shapeOf(state)));
  if (text !== '')
    box.append(Object.assign(document.createElement('span'), { textContent: text, className: 'cuenta' }));
  box.title = stops.length === 1 ? (stops[0]?.orden.destino.direccion ?? '') : `${stops.length} paradas`;
  return box;
}

function shapeOf(state: Group['state']): SVGElement[] {
  switch (state) {
    case 'pendiente':
      return [svg('circle', { cx: 12, cy: 12, r: 9 })];
    case 'enRiesgo':
      return [svg('path', { d: 'M12 1.5 22.5 12 12 22.5 1.5 12z' })];
    case 'entregada':
      return [svg('rect', { x: 3, y: 3, width: 18, height: 18, rx: 4, class: 'lleno' })];
    case 'enParte':
      return [
        svg('rect', { x: 3, y: 3, width: 18, height: 18, rx: 4 }),
        svg('path', { d: 'M3 12v5a4 4 0 0 0 4 4h10a4 4 0 0 0 4-4v-5z', class: 'lleno' }),
      ];
    case 'fallida':
      return [svg('path', { d: 'M12 2.5 22.5 21h-21z', class: 'lleno' })];
  }
}

/** A vehicle: a disc with an arrow to where it goes; dashed when it has not said for long where it is. */
export function vehicleSign({
  plate,
  heading,
  isSilent,
  isChosen,
}: {
  plate: string;
  heading: number | undefined;
  isSilent: boolean;
  isChosen: boolean;
}): HTMLElement {
  const box = document.createElement('div');
  box.className = `vehiculo${isSilent ? ' callado' : ''}${isChosen ? ' elegido' : ''}`;
  const arrow =
    heading === undefined
      ? svg('circle', { cx: 12, cy: 12, r: 3.5, class: 'flecha' })
      : svg('path', {
          d: 'M12 5.5 16.5 17 12 14.5 7.5 17z',
          class: 'flecha',
          transform: `rotate(${Math.round(heading)} 12 12)`,
        });
  box.append(svg('svg', { viewBox: '0 0 24 24' }, svg('circle', { cx: 12, cy: 12, r: 10.5, class: 'disco' }), arrow));
  box.append(Object.assign(document.createElement('span'), { textContent: plate, className: 'placa' }));
  return box;
}

/** A warehouse with its name. */
export function warehouseSign(name: string): HTMLElement {
  const box = document.createElement('div');
  box.className = 'bodega';
  box.append(svg('svg', { viewBox: '0 0 24 24' }, svg('path', { d: 'M2 11 12 4l10 7v11h-5v-7H7v7H2z' })));
  box.append(Object.assign(document.createElement('span'), { textContent: name }));
  return box;
}
