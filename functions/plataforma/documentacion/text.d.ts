/** What `import … with { type: 'text' }` gives: esbuild takes the file's text into the bundle. */
declare module '*.html' {
  const text: string;
  export = text;
}
declare module '*.css' {
  const text: string;
  export = text;
}
declare module '*.client.js' {
  const text: string;
  export = text;
}
