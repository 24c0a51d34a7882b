import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { pause } from '../../driver/pool.ts';
import { GridProcess, type Outputs } from '../../gridProcess.ts';
import type { Copia } from './copia.ts';
import { patchOf, type Receta, type Vivo } from './recetas.ts';

/** How long a change may take at most until it is given up. */
const LONGEST_MS = 60_000;
const LOOK_MS = 50;
/** The build after a start, or after a change, is over. */
const SETTLED_MS = 10_000;
const PRODUCT = 'CAFE-500';

/**
 * Saves one recipe after another in a copy whose grid runs with `--watch`, and gives for each in how many milliseconds it was
 * seen at work; undefined for what was not within a minute.
 */
export async function enVivo(
  copia: Copia,
  recetas: readonly Receta[],
): Promise<ReadonlyMap<string, number | undefined>> {
  const grid = new GridProcess({ project: copia.folder, args: ['--watch'] });
  const result = new Map<string, number | undefined>();
  try {
    const outputs = await grid.start();
    let mark = 0;
    const vivo = { ...looking(outputs), product: PRODUCT, said: () => grid.said.slice(mark) };
    await vivo.post('/productos', { sku: PRODUCT, nombre: 'Café de origen', pesoKg: 0.5, volumenM3: 0.001 });
    await vivo.order();
    await pause(SETTLED_MS);
    for (const receta of recetas) {
      mark = grid.said.length;
      const began = performance.now();
      await copia.apply(patchOf(receta));
      result.set(receta.name, await until(() => receta.works(vivo), began));
      await pause(SETTLED_MS);
    }
  } finally {
    await grid.stop();
  }
  return result;
}

async function until(works: () => Promise<boolean>, began: number): Promise<number | undefined> {
  while (performance.now() - began < LONGEST_MS) {
    if (await works()) return performance.now() - began;
    await pause(LOOK_MS);
  }
  return undefined;
}

function looking({ apiUrl, endpoint, token }: Outputs): Pick<Vivo, 'post' | 'rows' | 'order'> {
  const credentials = { accessKeyId: 'escenario', secretAccessKey: 'escenario' };
  const dynamodb = new DynamoDBClient({ endpoint, region: 'us-east-1', credentials });
  const post = (place: string, body: object) => {
    const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' };
    return fetch(`${apiUrl}${place}`, { method: 'POST', headers, body: JSON.stringify(body) });
  };
  return {
    post: async (place, body) => {
      const answer = await post(place, body);
      await answer.arrayBuffer();
      return answer.status;
    },
    rows: async (TableName) => {
      try {
        const { Items = [] } = await dynamodb.send(new ScanCommand({ TableName }));
        // The mark of a generation that is filled is no row.
        return Items.filter(({ key }) => key?.S !== '#').map((item) => JSON.stringify(item));
      } catch (error) {
        if ((error as Error).name === 'ResourceNotFoundException') return [];
        throw error;
      }
    },
    order: async () => {
      const answer = await post('/ordenes', {
        clienteId: 'tienda-42',
        destinatario: { nombre: 'Ana Rojas', telefono: '+57 300 1234567' },
        destino: { direccion: 'Carrera 15 # 93-60', ciudad: 'Bogotá', coordenadas: { lat: 4.6767, lon: -74.0483 } },
        lineas: [{ sku: PRODUCT, cantidad: 2 }],
      });
      return ((await answer.json()) as { readonly id: string }).id;
    },
  };
}
