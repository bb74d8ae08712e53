/** What a change may say: a field left out, or undefined, stays as it is. */
export type Change<Thing> = { [Field in keyof Thing]?: Thing[Field] | undefined }

/** The fields that a change really gives. */
export function given<Thing extends object>(change: Change<Thing>): Partial<Thing> {
  return Object.fromEntries(
    Object.entries(change).filter(([, value]) => value !== undefined),
  ) as Partial<Thing>
}
