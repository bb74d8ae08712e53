import { useQueryClient } from '@tanstack/react-query'
import { seeTo, type Today, type ToThinkOf, today } from '../../api/today.ts'
import { useUndo } from '../../ui/Undo.tsx'
import { useWords } from '../../ui/words.tsx'
import { words } from './words/words.ts'

export function keyOf({ reason, customer }: ToThinkOf): string {
  return `${reason} ${customer.id}`
}

/** Sees to somebody for today: she goes from the list at once, comes back by undoing, and when it didn't work. */
export function useSeeing(): (one: ToThinkOf) => Promise<void> {
  const { say } = useWords(words)
  const queries = useQueryClient()
  const undo = useUndo()
  const mark = (one: ToThinkOf, seen: boolean) =>
    queries.setQueryData<Today>(
      today.queryKey,
      (data) =>
        data && {
          ...data,
          people: data.people.map((other) => (keyOf(other) === keyOf(one) ? { ...other, seen } : other)),
        },
    )
  const save = async (one: ToThinkOf, seen: boolean) => {
    mark(one, seen)
    await seeTo(one, seen).catch((error) => {
      mark(one, !seen)
      throw error
    })
  }
  return async (one) => {
    await save(one, true)
    const name = one.customer.name || say('nameless')
    undo({ done: say('done.told', { name }), undo: () => save(one, false) })
  }
}
