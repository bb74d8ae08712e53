/** How many runs a property gets; REGULARS_RUNS multiplies it, for a long night. */
export const runs = (normally: number): { numRuns: number } => ({
  numRuns: Math.ceil(normally * Number(process.env.REGULARS_RUNS ?? 1)),
})
