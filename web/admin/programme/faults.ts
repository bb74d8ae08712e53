import type { Word } from './words/words.ts'

/** The words for what the server finds wrong, by the place it names: its own sentence is for programs. */
const rules: [RegExp, Word][] = [
  [/^stampCards\.\d+\.prizes$/, 'fault.prize_last'],
  [/^stampCards\.\d+\.prizes\.\d+\.at$/, 'fault.prize_order'],
  [/^stampCards\.\d+\.seasons\.\d+\.from$/, 'fault.season_order'],
  [/^stampCards\.\d+\.expiry\.kind$/, 'fault.no_season'],
  [/\.hours\.until$/, 'fault.hours'],
  [/\.until$/, 'fault.until'],
  [/^tiers\.levels\.\d+\.from$/, 'fault.level_order'],
  [/^tiers\.window\.kind$/, 'fault.tenure'],
  [/^tiers\.by$/, 'fault.no_points'],
  [/\.target(\.card)?$/, 'fault.target'],
  [/^points\.pendingDays$/, 'fault.pending'],
  [/^points\.spend\./, 'fault.spend'],
  [/\.where$|^exclude\.\d+$/, 'fault.where'],
  [/\.expiry\.day$/, 'fault.day'],
  [/^joining\.stamps\.count$/, 'fault.too_many_stamps'],
  [/\.(name|contact|gift|text|note|stamp)(\.\w+)?$/, 'fault.words'],
]

export function faultWord(field: string): Word {
  return rules.find(([pattern]) => pattern.test(field))?.[1] ?? 'fault.other'
}
