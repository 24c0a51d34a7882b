import { plural } from '../core/format.ts';
import { Icono } from '../piezas/Icono.tsx';
import { Boton } from './Boton.tsx';
import { Deshacer } from './Deshacer.tsx';
import { dia, hacer, nombreDe } from './estado.ts';
import { navegarA } from './navegar.ts';
import type { Linea, Recogida } from './tipos.ts';

/** A warehouse where goods are to be fetched before their deliveries. */
export function FichaRecogida({ recogida: { bodegaId, zona, ordenes } }: { recogida: Recogida }) {
  const { abiertas = [] } = dia.value ?? {};
  const suyas = abiertas.filter(({ ordenId }) => ordenes.includes(ordenId));
  const lineas = suma(suyas.flatMap(({ partes }) => partes.filter((una) => una.bodegaId === bodegaId)));
  return (
    <main class="hoja parada">
      <Deshacer />
      <p class="tenue">Antes de entregar</p>
      <h1 class="direccion">Recoger en {nombreDe(bodegaId)}</h1>
      <p>Para {plural(ordenes.length, 'orden', 'órdenes')} de su ruta.</p>
      <ul class="lineas">
        {lineas.map(({ sku, cantidad }) => (
          <li key={sku}>
            <span>{nombreDe(sku)}</span> <b>{cantidad}</b>
          </li>
        ))}
      </ul>
      <div class="abajo">
        <a class="boton secundario" href={navegarA(zona)}>
          <Icono nombre="mapa" /> Navegar
        </a>
        <Boton grande dice="Ya recogí todo" hacer={() => hacer({ tipo: 'recogida', bodegaId, cuerpo: { bodegaId } })} />
      </div>
    </main>
  );
}

function suma(lineas: readonly Linea[]): readonly Linea[] {
  const porSku = new Map<string, number>();
  for (const { sku, cantidad } of lineas) porSku.set(sku, (porSku.get(sku) ?? 0) + cantidad);
  return [...porSku].map(([sku, cantidad]) => ({ sku, cantidad }));
}
