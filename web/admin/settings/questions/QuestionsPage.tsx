import { Button } from '@mantine/core'
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ask } from '../../../api/api.ts'
import { type Question, questions } from '../../../api/customers.ts'
import { Empty } from '../../../ui/Empty.tsx'
import list from '../../../ui/list.module.css'
import { Fault } from '../../../ui/Told.tsx'
import { useUndo } from '../../../ui/Undo.tsx'
import { useWords } from '../../../ui/words.tsx'
import { inWords } from '../../customers/saying.ts'
import { SettingsHead } from '../SettingsHead.tsx'
import { words } from '../words/words.ts'
import { AnswersGift } from './AnswersGift.tsx'
import { QuestionForm } from './QuestionForm.tsx'

/** The owner's own questions about customers; those asked at joining are the questionnaire. */
export function QuestionsPage() {
  const { say } = useWords(words)
  const { data, error } = useQuery(questions)
  const [asking, setAsking] = useState<Question | 'new'>()
  const add = <Button onClick={() => setAsking('new')}>{say('questions.add')}</Button>
  const last = data?.at(-1)?.position ?? 0
  return (
    <>
      <SettingsHead title={say('settings.questions')} lead={say('settings.questions.lead')} />
      <Fault error={error} />
      {data?.length === 0 && !asking ? <Empty action={add}>{say('questions.none')}</Empty> : null}
      {data && data.length > 0 ? (
        <ul className={`${list.panel} ${list.section}`}>
          {data.map((question, at) => (
            <QuestionRow
              key={question.key}
              question={question}
              above={data[at - 1]}
              below={data[at + 1]}
              onChange={() => setAsking(question)}
            />
          ))}
        </ul>
      ) : null}
      {asking ? (
        <QuestionForm
          key={asking === 'new' ? 'new' : asking.key}
          question={asking === 'new' ? undefined : asking}
          taken={(data ?? []).map(({ key }) => key)}
          position={asking === 'new' ? last + 1 : asking.position}
          onClose={() => setAsking(undefined)}
        />
      ) : null}
      {data && data.length > 0 && !asking ? add : null}
      {data?.some(({ askedAtJoining }) => askedAtJoining) ? <AnswersGift /> : null}
    </>
  )
}

interface RowProps {
  question: Question
  above: Question | undefined
  below: Question | undefined
  onChange(): void
}

function QuestionRow({ question, above, below, onChange }: RowProps) {
  const { say, language } = useWords(words)
  const queries = useQueryClient()
  const undo = useUndo()
  const label = inWords(question.labels, language)
  const put = ({ key, ...input }: Question) => ask('PUT', `/api/v1/attributes/${key}`, input)
  const refresh = () => queries.invalidateQueries(questions)
  const retire = useMutation({
    mutationFn: () => ask('DELETE', `/api/v1/attributes/${question.key}`),
    onSuccess: async () => {
      await refresh()
      undo({ done: say('questions.retired', { label }), undo: () => put(question).then(refresh) })
    },
  })
  const swap = useMutation({
    mutationFn: async (other: Question) => {
      const [mine, theirs] = [question.position, other.position]
      // Two made at once may stand at the same place.
      const [low, high] =
        mine === theirs ? [mine, mine + 1] : [Math.min(mine, theirs), Math.max(mine, theirs)]
      const goesUp = other === above
      await put({ ...question, position: goesUp ? low : high })
      await put({ ...other, position: goesUp ? high : low })
    },
    onSuccess: refresh,
  })
  const notes = [
    say(`questions.type.${question.type}`),
    question.askedAtJoining && say('questions.at_joining'),
    question.required && say('questions.required'),
  ]
  return (
    <li className={list.row}>
      <div className={list.what}>
        <b>{label}</b>
        <small>{notes.filter(Boolean).join(' · ')}</small>
      </div>
      <div className={list.acts}>
        <Button
          variant="default"
          disabled={!above}
          aria-label={say('questions.up', { label })}
          onClick={() => above && swap.mutate(above)}
        >
          <IconArrowUp size={18} stroke={1.75} aria-hidden="true" />
        </Button>
        <Button
          variant="default"
          disabled={!below}
          aria-label={say('questions.down', { label })}
          onClick={() => below && swap.mutate(below)}
        >
          <IconArrowDown size={18} stroke={1.75} aria-hidden="true" />
        </Button>
        <Button variant="default" onClick={onChange} aria-label={say('change_of', { name: label })}>
          {say('change')}
        </Button>
        <Button
          variant="default"
          loading={retire.isPending}
          onClick={() => retire.mutate()}
          aria-label={say('questions.retire_of', { label })}
        >
          {say('questions.retire')}
        </Button>
      </div>
      <Fault error={retire.error ?? swap.error} />
    </li>
  )
}
