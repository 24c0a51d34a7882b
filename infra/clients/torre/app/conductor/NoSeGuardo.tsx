import { Icono } from '../piezas/Icono.tsx';

/** That the telephone did not keep something: nothing of it was done. */
export function NoSeGuardo() {
  return (
    <div class="aviso" role="alert">
      <Icono nombre="entregaFallida" clase="tono-mal" />
      <div>
        <p class="aviso-titulo">El teléfono no pudo guardarlo.</p>
        <p>Libere espacio, por ejemplo borrando fotos, y toque de nuevo. Lo que escribió sigue aquí.</p>
      </div>
    </div>
  );
}
