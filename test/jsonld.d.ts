declare module 'jsonld' {
  type Options = { documentLoader: (url: string) => Promise<never> };
  const jsonld: {
    expand(document: unknown, options: Options): Promise<Record<string, unknown>[]>;
    toRDF(document: unknown, options: Options & { format: 'application/n-quads' }): Promise<string>;
  };
  export default jsonld;
}
