import type { IconHome } from '@tabler/icons-react'
import { IconKey, IconUserPlus } from '@tabler/icons-react'
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { ask } from '../../api/api.ts'
import { useWords } from '../../ui/words.tsx'
import { footPlaces } from '../frame/Foot.tsx'
import { groups } from '../places.ts'
import { useSelf } from '../seat.ts'
import { sections } from '../settings/sections.ts'
import { words as settingsWords } from '../settings/words/words.ts'
import { words } from './words/words.ts'

/** Something that the palette can go to. */
export interface Finding {
  key: string
  label: string
  hint?: string | undefined
  /** A person has none: her initials stand there. */
  Icon?: typeof IconHome
  to: string
  outside?: true | undefined
}

export interface FindingGroup {
  title: string
  findings: Finding[]
  /** The place of its first among all. */
  from: number
}

interface Person {
  id: string
  name: string
  phones: { value: string }[]
  emails: { value: string }[]
}

const people = (query: string) =>
  queryOptions({
    queryKey: ['customers', 'palette', query],
    queryFn: () =>
      ask<{ items: Person[] }>('GET', `/api/v1/customers?limit=6&query=${encodeURIComponent(query)}`),
    enabled: query.length >= 2,
    placeholderData: keepPreviousData,
  })

/** What is found for what was typed: people by the server, screens and things to do by their names. */
export function useFindings(typed: string): {
  groups: FindingGroup[]
  flat: Finding[]
  searching: boolean
} {
  const { say } = useWords(words)
  const { may } = useSelf()
  const query = useCalm(typed.trim())
  const found = useQuery({ ...people(query), enabled: query.length >= 2 && may('customers:read') })
  const persons = typed.trim().length >= 2 ? (found.data?.items ?? []).map(asFinding) : []
  const like = (finding: Finding) => matches(typed, finding.label)
  const all: [title: string, findings: Finding[]][] = [
    [say('palette.people'), persons],
    [say('palette.screens'), useScreens().filter(like)],
    [say('palette.deeds'), useDeeds().filter(like)],
  ]
  let from = 0
  const shown: FindingGroup[] = []
  for (const [title, findings] of all) {
    if (findings.length > 0) shown.push({ title, findings, from })
    from += findings.length
  }
  return {
    groups: shown,
    flat: shown.flatMap(({ findings }) => findings),
    searching: found.isFetching || query !== typed.trim(),
  }
}

function asFinding({ id, name, phones, emails }: Person): Finding {
  const hint = phones[0]?.value ?? emails[0]?.value
  return { key: id, label: name || hint || id, hint, to: `/customers/${id}` }
}

function useScreens(): Finding[] {
  const { say } = useWords()
  const inSettings = useWords(settingsWords).say
  const { may } = useSelf()
  const places = [...groups.flatMap((group) => group.places), ...footPlaces]
  return [
    ...places
      .filter(({ scope }) => !scope || may(scope))
      .map(({ to, word, Icon, outside }) => ({ key: to, label: say(word), to, Icon, outside })),
    ...sections
      .filter(({ scope }) => !scope || may(scope))
      .map(({ to, word, Icon }) => ({
        key: to,
        label: inSettings(word),
        hint: say('nav.settings'),
        to,
        Icon,
      })),
  ]
}

function useDeeds(): Finding[] {
  const { say } = useWords(words)
  const { may } = useSelf()
  const deeds = [
    { word: 'palette.invite', to: '/settings/staff?invite=true', scope: 'staff:write', Icon: IconUserPlus },
    { word: 'palette.key', to: '/settings/keys?make=true', scope: 'keys:write', Icon: IconKey },
  ] as const
  return deeds
    .filter(({ scope }) => may(scope))
    .map(({ word, to, Icon }) => ({ key: to, label: say(word), to, Icon }))
}

const CALM_MS = 120

/** What was typed, once typing pauses: a question to the server for each letter would be too many. */
function useCalm(typed: string): string {
  const [calm, setCalm] = useState(typed)
  useEffect(() => {
    const timer = setTimeout(() => setCalm(typed), CALM_MS)
    return () => clearTimeout(timer)
  }, [typed])
  return calm
}

/** Every word that was typed begins a word of the label, whatever its accents. */
function matches(typed: string, label: string): boolean {
  const parts = plain(label).split(/[\s–-]+/)
  return plain(typed)
    .split(/\s+/)
    .filter(Boolean)
    .every((word) => parts.some((part) => part.startsWith(word)))
}

function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLocaleLowerCase()
}
