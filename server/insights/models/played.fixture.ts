import type { Params } from './model.ts'
import { chanceFrom, normalsFrom } from './numbers/random.ts'
import type { Row } from './rows.ts'

/** Plays customers of known parameters: what each did until T, in days of their own. */
export function play(
  count: number,
  params: Params,
  model: 'bg-nbd' | 'mbg-nbd' | 'pareto-nbd',
  seed: number,
): Row[] {
  const [chance, normal] = [chanceFrom(seed), normalsFrom(seed + 1)]
  const gamma = (shape: number): number => {
    if (shape < 1) return gamma(shape + 1) * chance() ** (1 / shape)
    for (;;) {
      const z = normal()
      const v = (1 + z / Math.sqrt(9 * shape - 3)) ** 3
      const d = shape - 1 / 3
      if (v > 0 && Math.log(1 - chance()) < z ** 2 / 2 + d - d * v + d * Math.log(v)) return d * v
    }
  }
  return Array.from({ length: count }, () => {
    const T = 20 + 32 * chance()
    const rate = gamma(params.r!) / params.alpha!
    const [one, other] = [gamma(params.a ?? 1), gamma(params.b ?? 1)]
    const leaves = one / (one + other)
    const end =
      model === 'pareto-nbd' ? -Math.log(1 - chance()) / (gamma(params.s!) / params.beta!) : Infinity
    let [x, tx] = [0, 0]
    if (model === 'mbg-nbd' && chance() < leaves) return { x, tx, T }
    for (let at = 0; ; ) {
      at += -Math.log(1 - chance()) / rate
      if (at > Math.min(T, end)) return { x, tx, T }
      x += 1
      tx = at
      if (model !== 'pareto-nbd' && chance() < leaves) return { x, tx, T }
    }
  })
}
