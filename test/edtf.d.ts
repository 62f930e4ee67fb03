declare module 'edtf' {
  /** Parses an EDTF string; `min` and `max` are milliseconds since 1970 UTC. */
  export default function edtf(text: string): { readonly min: number; readonly max: number };
}
