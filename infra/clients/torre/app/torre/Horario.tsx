import { Campo } from '../piezas/Campo.tsx';
import { DIAS } from './registro.ts';

/** When a vehicle or a warehouse works: `calendarOf` reads its fields. */
export function Horario() {
  return (
    <fieldset class="opciones">
      <legend>Cuándo trabaja</legend>
      <div class="par">
        <Campo name="abre" says="Desde (opcional)" type="time" />
        <Campo name="cierra" says="Hasta (opcional)" type="time" />
      </div>
      <div class="dias">
        {Object.entries(DIAS).map(([dia, says]) => (
          <label key={dia} class="opcion">
            <input type="checkbox" name="trabaja" value={dia} defaultChecked={dia !== 'domingo'} />
            {says}
          </label>
        ))}
        <label class="opcion">
          <input type="checkbox" name="festivos" />
          Festivos
        </label>
      </div>
    </fieldset>
  );
}
