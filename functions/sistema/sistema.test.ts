import { describe, expect, test } from 'vitest';
import { RespuestaSistema, RespuestaVistas } from './respuesta.ts';
import { type ColaVista, salud } from './salud.ts';
import { type Avance, explicar } from './vistas.ts';

const AHORA = '2030-01-15T15:00:00.000Z';
const cola = (funcion: string, cambios: Partial<ColaVista> = {}): ColaVista => ({
  funcion,
  ...{ esperan: 0, enCurso: 0, aplazados: 0, muertos: 0 },
  ...cambios,
});

describe('la salud', () => {
  const vistas = [
    { vista: 'ordenes', de: 'orden', generacion: 'a', servida: 'a' },
    { vista: 'flota', de: 'vehiculo', generacion: 'b', servida: 'vieja' },
  ];
  const ver = (...colas: ColaVista[]) => RespuestaSistema.parse(salud(colas, vistas, AHORA));

  test('sin nada que espere, todo está bien; la vista que se rellena va atrás', () => {
    const { estado, alarmas, vistas: vistos } = ver(cola('ordenes'), cola('flota'));
    expect([estado, alarmas]).toStrictEqual(['atrasada', []]);
    expect(vistos.map(({ vista, estado: uno }) => [vista, uno])).toStrictEqual([
      ['flota', 'atrasada'],
      ['ordenes', 'bien'],
    ]);
  });
  test('lo peor va primero: lo muerto, lo que espera hace rato, lo que espera', () => {
    const { estado, alarmas, colas } = ver(
      cola('flota', { esperan: 9, desde: '2030-01-15T14:59:01.000Z' }),
      cola('avisos', { esperan: 1, desde: '2030-01-15T14:59:00.000Z' }),
      cola('crearX', { esperan: 1, desde: '2030-01-15T14:55:00.000Z' }),
      cola('ordenes', { muertos: 2 }),
    );
    expect(estado).toBe('mal');
    expect(colas.map(({ funcion, estado: uno }) => [funcion, uno])).toStrictEqual([
      ['ordenes', 'mal'],
      ['avisos', 'atrasada'],
      ['crearX', 'atrasada'],
      ['flota', 'bien'],
    ]);
    expect(alarmas).toStrictEqual([
      { funcion: 'crearX', que: 'Mensajes atrasados de crearX', desde: '2030-01-15T14:55:00.000Z' },
      { funcion: 'ordenes', que: 'Mensajes muertos de ordenes' },
    ]);
  });
});

describe('por qué va atrás una fila', () => {
  const avance: Avance = {
    ...{ vista: 'ordenes', flujo: 'orden', version: 7, versionDelRegistro: 8, enCola: 0, muertos: 0 },
    atrasadaDesde: AHORA,
  };
  const donde = (cambios: Partial<Avance>) => {
    const [fila] = explicar([{ ...avance, ...cambios }]);
    return [fila?.donde, fila?.explicacion];
  };
  test.each<[Partial<Avance>, string, string]>([
    [{ version: 8 }, 'alDia', 'Muestra la versión 8, que es la última.'],
    [{}, 'enCamino', 'Muestra la versión 7; espera la 8: aún no llega a su cola, o se está aplicando.'],
    [{ enCola: 3, muertos: 1 }, 'enCola', 'Muestra la versión 7; espera la 8: en su cola hay 3 mensajes.'],
    [{ muertos: 1 }, 'mensajesMuertos', 'Muestra la versión 7; espera la 8: hay 1 mensaje muerto de esta vista.'],
  ])('%j', (cambios, esperado, frase) => expect(donde(cambios)).toStrictEqual([esperado, frase]));
  test('las que van atrás van primero', () => {
    const vistas = [...explicar([{ ...avance, vista: 'analitica', version: 8 }, avance])];
    RespuestaVistas.shape.vistas.parse(vistas);
    expect(vistas.map(({ vista }) => vista)).toStrictEqual(['ordenes', 'analitica']);
  });
});
