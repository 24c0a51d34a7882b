/** The longer side of a picture, in pixels: enough to read a paper on it. */
const LADO = 1_280;
/** It goes out on a bad network, and waits on a full telephone. */
const MAX_BYTES = 200 * 1_024;
const CALIDADES = [0.8, 0.65, 0.5, 0.35];

/** A picture as small as it needs to be. @throws Error when it is no picture, or does not become small enough */
export async function reducida(foto: Blob): Promise<Blob> {
  const bitmap = await createImageBitmap(foto);
  try {
    for (const lado of [LADO, LADO / 2]) {
      const escala = Math.min(1, lado / Math.max(bitmap.width, bitmap.height));
      const canvas = document.createElement('canvas');
      canvas.width = Math.round(bitmap.width * escala);
      canvas.height = Math.round(bitmap.height * escala);
      canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
      for (const calidad of CALIDADES) {
        const blob = await enJpeg(canvas, calidad);
        if (blob && blob.size <= MAX_BYTES) return blob;
      }
    }
  } finally {
    bitmap.close();
  }
  throw new Error('The picture does not become small enough.');
}

/** What a canvas shows, as a JPEG. */
export function enJpeg(canvas: HTMLCanvasElement, calidad: number): Promise<Blob | null> {
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', calidad));
}
