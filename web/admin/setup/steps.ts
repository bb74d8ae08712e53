/** The five steps, in order, each an address of its own: a reload stays where it was. */
export const steps = ['shop', 'look', 'programme', 'team', 'done'] as const
export type Step = (typeof steps)[number]

/** How long the rest takes with what is there already, in minutes. */
export const minutesLeft: Record<Step, number> = { shop: 3, look: 2, programme: 1, team: 1, done: 0 }
