/** The page of the documentation: it reads `openapi.json` beside it, and needs nothing from anywhere else. */
export const page = '<!doctype html><title>Entregas de los Alpes</title>';
