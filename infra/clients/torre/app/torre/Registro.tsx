import { useState } from 'preact/hooks';
import { Accion } from '../piezas/Accion.tsx';
import { Campo } from '../piezas/Campo.tsx';
import { CampoLugar } from './CampoLugar.tsx';
import { Horario } from './Horario.tsx';
import { driverOf, productOf, vehicleOf, warehouseOf } from './registro.ts';
import type { Bodega } from './tipos.ts';

interface Shared {
  readonly cerrar: () => void;
  readonly alHacer: () => void;
}

interface DeBodegas extends Shared {
  readonly bodegas: readonly Bodega[];
}

/** A code as people are asked for it: the server says what is wrong with it. */
const CODIGO = 'Letras sin tilde, cifras y guiones.';

/** A vehicle joins the fleet. */
export function NuevoVehiculo({ bodegas, ...shared }: DeBodegas) {
  const [base, setBase] = useState('');
  return (
    <Accion
      {...shared}
      titulo="Nuevo vehículo"
      consecuencia="Desde ahora recibe paradas en los planes de su bodega."
      path="/vehiculos"
      cuerpo={(form) => vehicleOf(form, bodegas)}
      hacer="Registrar vehículo"
      hecho="Vehículo registrado"
    >
      <div class="par">
        <Campo name="placa" says="Placa" required maxLength={8} placeholder="ABC123" />
        <SuBodega bodegas={bodegas} />
        <Campo name="capacidadKg" says="Carga (kg)" type="number" required min={1} step="any" inputMode="decimal" />
        <Campo
          name="capacidadM3"
          says="Espacio (m³)"
          type="number"
          required
          min={0.01}
          step="any"
          inputMode="decimal"
        />
      </div>
      <CampoLugar name="base" says="Sale de otro lugar (opcional)" value={base} onValue={setBase} bodegas={bodegas} />
      <Horario />
    </Accion>
  );
}

/** Somebody begins to drive. */
export function NuevoConductor(shared: Shared) {
  return (
    <Accion
      {...shared}
      titulo="Nuevo conductor"
      consecuencia="Podrá entrar con su usuario y llevar el vehículo que se le asigne cada día."
      path="/conductores"
      cuerpo={driverOf}
      hacer="Registrar conductor"
      hecho="Conductor registrado"
    >
      <Campo name="nombre" says="Nombre" required maxLength={120} />
      <div class="par">
        <Campo name="telefono" says="Teléfono" type="tel" required placeholder="300 1234567" />
        <Campo name="conductorId" says="Usuario" required placeholder="conductor-07" />
      </div>
      <p class="tenue chica">El usuario es aquel con el que entra, y ya no cambia.</p>
    </Accion>
  );
}

/** A product joins the catalogue. */
export function NuevoProducto(shared: Shared) {
  return (
    <Accion
      {...shared}
      titulo="Nuevo producto"
      consecuencia="Se puede pedir desde que una bodega lo ingrese. Con su peso y su volumen se llenan los vehículos."
      path="/productos"
      cuerpo={productOf}
      hacer="Registrar producto"
      hecho="Producto registrado"
    >
      <Campo name="nombre" says="Nombre" required maxLength={120} placeholder="Café de origen, 500 g" />
      <Campo name="sku" says="Código" required placeholder="CAFE-500" hint={CODIGO} />
      <div class="par">
        <Campo name="pesoKg" says="Peso (kg)" type="number" required min={0.000001} step="any" inputMode="decimal" />
        <Campo
          name="litros"
          says="Volumen (litros)"
          type="number"
          required
          min={0.001}
          step="any"
          inputMode="decimal"
        />
      </div>
      <p class="tenue chica">De una unidad. Un litro es una caja de 10 × 10 × 10 cm.</p>
    </Accion>
  );
}

/** A warehouse opens. */
export function NuevaBodega({ bodegas, ...shared }: DeBodegas) {
  const [place, setPlace] = useState('');
  return (
    <Accion
      {...shared}
      titulo="Nueva bodega"
      consecuencia="Las órdenes que lleguen desde ahora ya la tienen en cuenta."
      path="/bodegas"
      cuerpo={warehouseOf}
      hacer="Registrar bodega"
      hecho="Bodega registrada"
    >
      <Campo name="nombre" says="Nombre" required maxLength={120} placeholder="Bodega Norte" />
      <div class="par">
        <Campo name="bodegaId" says="Código" required placeholder="BOG-NORTE" />
        <Campo name="ciudad" says="Ciudad" required maxLength={80} placeholder="Bogotá" />
      </div>
      <CampoLugar name="coordenadas" says="Lugar" required value={place} onValue={setPlace} bodegas={bodegas} />
      <Horario />
    </Accion>
  );
}

interface DeProductos extends DeBodegas {
  readonly productos: readonly { readonly sku: string; readonly nombre: string }[];
  /** The warehouse that the page shows. */
  readonly bodega: string | undefined;
}

/** Goods come into a warehouse, also of a product that it never had. */
export function IngresoDeMercancia({ bodegas, productos, bodega, ...shared }: DeProductos) {
  return (
    <Accion
      {...shared}
      titulo="Ingresar mercancía"
      consecuencia="Se suma a lo que hay en la bodega, y se puede pedir desde ahora."
      path={(form) => `/bodegas/${form.get('bodegaId')}/ingresos`}
      cuerpo={(form) => {
        const documento = String(form.get('documento')).trim();
        return {
          sku: String(form.get('sku')),
          cantidad: Number(form.get('cantidad')),
          ...(documento !== '' && { documento }),
        };
      }}
      hacer="Ingresar"
      hecho="Mercancía ingresada"
    >
      <SuBodega bodegas={bodegas} chosen={bodega} />
      <div class="campo">
        <label for="sku">Producto</label>
        <select id="sku" name="sku" required>
          {productos.map(({ sku, nombre }) => (
            <option key={sku} value={sku}>
              {nombre}
            </option>
          ))}
        </select>
      </div>
      <div class="par">
        <Campo name="cantidad" says="Unidades" type="number" required min={1} inputMode="numeric" />
        <Campo name="documento" says="Documento (opcional)" maxLength={500} placeholder="OC-2041" />
      </div>
    </Accion>
  );
}

function SuBodega({ bodegas, chosen }: { readonly bodegas: readonly Bodega[]; readonly chosen?: string | undefined }) {
  return (
    <div class="campo">
      <label for="bodegaId">Bodega</label>
      <select id="bodegaId" name="bodegaId" required>
        {bodegas.map(({ bodegaId, nombre }) => (
          <option key={bodegaId} value={bodegaId} selected={bodegaId === chosen}>
            {nombre}
          </option>
        ))}
      </select>
    </div>
  );
}
