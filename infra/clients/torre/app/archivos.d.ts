/** What esbuild gives of such a file: its name, relative to the script. */
declare module '*.json' {
  const name: string;
  export = name;
}
