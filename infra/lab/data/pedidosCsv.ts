import { readFile } from 'node:fs/promises';
import { parse } from 'csv-parse';
import type { Pedido } from './dia.ts';

/** The orders in a CSV file as `alpes ordenes importar` reads it. Throws when it cannot be read, and with the line of the first bad one. */
export async function ordersIn(file: string): Promise<Pedido[]> {
  const pedidos: Pedido[] = [];
  const lines = parse(await readFile(file), { columns: true, bom: true, trim: true, skip_empty_lines: true, info: true });
  for await (const { record, info } of lines as AsyncIterable<{ record: Record<string, string>; info: { lines: number } }>) {
    if (!record.referencia || !record.lineas) throw new Error(`${file}:${info.lines}: needs at least "referencia" and "lineas".`);
    pedidos.push({ referencia: record.referencia, cuerpo: bodyOf(record) });
  }
  return pedidos;
}

function bodyOf(record: Record<string, string>): Record<string, unknown> {
  const { clienteId, referencia, nombre, telefono, correo, direccion, ciudad, lat, lon, lineas = '', desde, hasta, prioridad, notas } = record;
  return {
    clienteId,
    referencia,
    destinatario: { nombre, telefono, ...(correo && { correo }) },
    destino: { direccion, ciudad, coordenadas: { lat: Number(lat), lon: Number(lon) } },
    lineas: lineas.split(';').map((line) => ({ sku: line.split(':')[0], cantidad: Number(line.split(':')[1]) })),
    ...(desde && hasta && { ventana: { desde, hasta } }),
    ...(prioridad && { prioridad }),
    ...(notas && { notas }),
  };
}
