import { useState } from 'preact/hooks';
import { Mira } from '../mapa/mapas.ts';
import { Campo } from '../piezas/Campo.tsx';
import { Dialogo } from '../piezas/Dialogo.tsx';
import { Perezoso } from '../piezas/Perezoso.tsx';
import { PLACE, placeOf } from './pedido.ts';
import type { Bodega } from './tipos.ts';

interface Props {
  readonly name: string;
  readonly says: string;
  readonly required?: boolean;
  /** Latitude and longitude, as maps copy them. */
  readonly value: string;
  readonly onValue: (value: string) => void;
  /** By which whoever picks finds the way. */
  readonly bodegas: readonly Bodega[];
}

/** A place in a form: typed or pasted, or picked on the map. */
export function CampoLugar({ value, onValue, bodegas, ...field }: Props) {
  const [isOpen, setOpen] = useState(false);
  return (
    <div class="lugar">
      <Campo
        {...field}
        pattern={PLACE}
        title="Latitud y longitud, como las copia un mapa: 4.6767, -74.0483"
        placeholder="4.6767, -74.0483"
        value={value}
        onInput={({ currentTarget }) => onValue(currentTarget.value)}
      />
      <button type="button" class="secundario" onClick={() => setOpen(true)}>
        Elegir en el mapa
      </button>
      {isOpen && (
        <Dialogo titulo="Elegir en el mapa" cerrar={() => setOpen(false)}>
          <Perezoso clase="mira-lugar">
            <Mira
              from={new RegExp(`^(?:${PLACE})$`, 'v').test(value) ? placeOf(value) : undefined}
              bodegas={bodegas}
              cerrar={() => setOpen(false)}
              elegir={({ lat, lon }) => {
                onValue(`${lat.toFixed(5)}, ${lon.toFixed(5)}`);
                setOpen(false);
              }}
            />
          </Perezoso>
        </Dialogo>
      )}
    </div>
  );
}
