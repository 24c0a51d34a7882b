import { time } from '../core/format.ts';
import { Boton } from './Boton.tsx';
import { deshacerSalida, dia } from './estado.ts';

/** For some minutes after the vehicle left: that it has not. */
export function Deshacer() {
  const { sePuedeDeshacer, salioEn } = dia.value ?? {};
  if (!sePuedeDeshacer || salioEn === undefined) return null;
  return (
    <div class="deshacer">
      <span>Ruta iniciada a las {time(salioEn)}</span>
      <Boton secundario hacer={deshacerSalida} dice="Deshacer" />
    </div>
  );
}
