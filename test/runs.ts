const given = process.env.FUZZ ?? '1';
if (!/^[1-9]\d*$/.test(given)) throw new Error(`FUZZ is ${given}, and a whole number is expected`);

/** How often a property is tried: so often by default, and as many times as often as `FUZZ` says. */
export function runs(usual: number): number {
  return usual * Number(given);
}
