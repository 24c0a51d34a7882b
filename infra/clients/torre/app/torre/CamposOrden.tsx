import { useState } from 'preact/hooks';
import { clockOf, isoDay } from '../core/format.ts';
import { useReport } from '../core/reading.ts';
import { view } from '../core/store.ts';
import { Campo } from '../piezas/Campo.tsx';
import { CampoLugar } from './CampoLugar.tsx';
import { placeText } from './pedido.ts';
import type { Bodega, Orden, Ventana } from './tipos.ts';

/** Who receives an order: its name and telephone. */
export function CamposDestinatario({ nombre, telefono }: Partial<Orden['destinatario']>) {
  return (
    <>
      <Campo name="nombre" says="Quién recibe" required maxLength={120} defaultValue={nombre ?? ''} />
      <Campo
        name="telefono"
        says="Teléfono"
        type="tel"
        required
        placeholder="300 1234567"
        defaultValue={telefono ?? ''}
      />
    </>
  );
}

/** Where an order's messages go beside the telephone. */
export function CampoCorreo({ correo }: Pick<Orden['destinatario'], 'correo'>) {
  return <Campo name="correo" says="Correo (opcional)" type="email" defaultValue={correo ?? ''} />;
}

/** What whoever drives should know of an order. */
export function CampoNotas({ notas }: Pick<Orden, 'notas'>) {
  return <Campo name="notas" says="Notas para quien conduce (opcional)" maxLength={500} defaultValue={notas ?? ''} />;
}

interface VentanaProps {
  /** The one that there is; its day and hours stand in the form. */
  readonly ventana?: Ventana | undefined;
  /** An order must have one. */
  readonly required?: true;
}

/** When an order is to come: a day, and from when to when. */
export function CamposVentana({ ventana, required }: VentanaProps) {
  return (
    <fieldset class="opciones">
      <legend>{required ? 'Ventana' : 'Ventana (opcional)'}</legend>
      <Campo
        name="dia"
        says="Día"
        type="date"
        required={required ?? false}
        defaultValue={ventana ? isoDay(ventana.desde) : ''}
      />
      <div class="par">
        <Campo
          name="desde"
          says="Desde"
          type="time"
          required
          defaultValue={ventana ? clockOf(ventana.desde) : '08:00'}
        />
        <Campo
          name="hasta"
          says="Hasta"
          type="time"
          required
          defaultValue={ventana ? clockOf(ventana.hasta) : '12:00'}
        />
      </div>
    </fieldset>
  );
}

/** Where an order goes. An address to which something went lately brings its city and place along. */
export function CamposDestino({ direccion, ciudad, coordenadas }: Partial<Orden['destino']>) {
  const { rows } = view<Orden>('ordenes');
  const { data } = useReport<{ readonly elementos: readonly Bodega[] }>('/bodegas', { everyMs: 300_000 });
  const [place, setPlace] = useState(coordenadas ? placeText(coordenadas) : '');
  const [city, setCity] = useState(ciudad ?? '');
  const known = new Map(
    [...rows.value.values()].flatMap(({ destino }) =>
      destino.direccion && destino.coordenadas ? [[destino.direccion, destino]] : [],
    ),
  );
  const recall = (address: string) => {
    const found = known.get(address);
    if (!found?.coordenadas) return;
    setPlace(placeText(found.coordenadas));
    setCity(found.ciudad);
  };
  const cities = new Set([
    ...(data.value?.elementos ?? []).map((one) => one.ciudad),
    ...[...known.values()].map((one) => one.ciudad),
  ]);
  return (
    <>
      <Campo
        name="direccion"
        says="Dirección"
        required
        maxLength={200}
        list="direcciones"
        defaultValue={direccion ?? ''}
        onChange={({ currentTarget }) => recall(currentTarget.value)}
      />
      <datalist id="direcciones">
        {[...known.keys()].map((one) => (
          <option key={one} value={one} />
        ))}
      </datalist>
      <Campo
        name="ciudad"
        says="Ciudad"
        required
        list="ciudades"
        value={city}
        onInput={({ currentTarget }) => setCity(currentTarget.value)}
      />
      <CampoLugar
        name="coordenadas"
        says="Lugar (latitud, longitud)"
        required
        value={place}
        onValue={setPlace}
        bodegas={data.value?.elementos ?? []}
      />
      <datalist id="ciudades">
        {[...cities].map((one) => (
          <option key={one} value={one} />
        ))}
      </datalist>
    </>
  );
}
