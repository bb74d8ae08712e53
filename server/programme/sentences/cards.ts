import type { ProgrammeDocument, StampCard } from '../document.ts'
import { lastLateDay } from '../shopDays.ts'
import { inLanguage, type Language } from '../texts.ts'
import { expirySentences, type Sentence, sentence, unitWord } from './sentence.ts'

export function cardSentences(programme: ProgrammeDocument, language: Language): Sentence[] {
  return programme.stampCards.flatMap((card, index) => {
    const path = ['stampCards', index]
    const unit = unitWord(programme, { card: card.id }, language)
    const named = { card: inLanguage(card.name, language), unit }
    const said = card.prizes.map(({ at, name }, place) =>
      sentence([...path, 'prizes', place], 'card.prize', { ...named, at, prize: inLanguage(name, language) }),
    )
    said.push(sentence([...path, 'mode'], card.mode === 'automatic' ? 'card.again' : 'card.manual', named))
    if (card.prizeValidDays)
      said.push(sentence([...path, 'prizeValidDays'], 'card.valid', { ...named, days: card.prizeValidDays }))
    said.push(
      ...seasonSentences(card, named, path),
      ...expirySentences([...path, 'expiry'], card.expiry, unit),
    )
    return said
  })
}

function seasonSentences(
  { seasons }: StampCard,
  named: { card: string; unit: string },
  path: Sentence['path'],
): Sentence[] {
  return seasons.flatMap((season, index) => {
    const here = [...path, 'seasons', index]
    const said = [sentence(here, 'card.season', { ...named, fromDate: season.from, untilDate: season.until })]
    if (season.lateDays > 0)
      said.push(
        sentence([...here, 'lateDays'], 'card.late', {
          ...named,
          lateDate: lastLateDay(season).toString(),
        }),
      )
    return said
  })
}
