import { useQuery } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'
import { type CustomerRow, programmeNames } from '../../api/customers.ts'
import { useWords } from '../../ui/words.tsx'
import { inWords } from './saying.ts'
import { words } from './words/words.ts'

/** What the programme calls things, and what a customer has by these words. */
export function useProgrammeNames() {
  const { say, language } = useWords(words)
  const { data } = useQuery(programmeNames)
  const document = data?.document
  const tiers = useMemo(
    () => new Map((document?.tiers?.levels ?? []).map(({ id, name }) => [id, inWords(name, language)])),
    [document, language],
  )
  const cards = document?.stampCards ?? []
  const has = useCallback(
    ({ points, stamps }: Pick<CustomerRow, 'points' | 'stamps'>): string[] => {
      const onCards = (document?.stampCards ?? []).flatMap((card) => {
        const count = stamps.find(({ unit }) => unit.split(':')[1] === card.id)?.stamps ?? 0
        return count > 0 ? [say('has.stamps', { count, size: card.size })] : []
      })
      return points === 0 ? onCards : [say('has.points', { count: points }), ...onCards]
    },
    [document, say],
  )
  return {
    tiers,
    cards,
    has,
    points: document?.points ?? null,
    tierName: (id: string | null) => (id ? tiers.get(id) : undefined),
  }
}
