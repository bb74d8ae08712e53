import { useMutation, useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import type { ProgrammeDocument } from '../../../server/programme/document.ts'
import { ask, Problem } from '../../api/api.ts'
import { look as lookQuestion } from '../../api/looks.ts'
import { business } from '../../api/questions.ts'
import { Sentences } from '../../ui/sentences/Sentences.tsx'
import { Fault } from '../../ui/Told.tsx'
import { useWords } from '../../ui/words.tsx'
import { useDraft } from './draft.ts'
import { Foot, useGo } from './Foot.tsx'
import { Frame } from './Frame.tsx'
import { Preview } from './Preview.tsx'
import { PrizeSign } from './PrizeSign.tsx'
import { RewardRows } from './RewardRows.tsx'
import { Verdict } from './Verdict.tsx'
import { words } from './words/words.ts'

export interface Spoken {
  concerns: { code: string; text: string }[]
}

/** Third step: what regulars get, in sentences whose words can be tapped. */
export function ProgrammeStep() {
  const { say, language } = useWords(words)
  const go = useGo()
  const queries = useQueryClient()
  const { data: shop } = useSuspenseQuery(business)
  const { data: look } = useSuspenseQuery(lookQuestion)
  const draft = useDraft(shop.id)
  const { document } = draft
  const spoken = useQuery({
    queryKey: ['programme', 'preview', language, document],
    queryFn: () => ask<Spoken>('POST', '/api/v1/programme/preview', document),
    placeholderData: (before) => before,
    retry: false,
  })
  const save = useMutation({
    mutationFn: async () => {
      if (draft.changed) await draft.save()
      await queries.invalidateQueries({ queryKey: ['programme'] })
    },
    onSuccess: () => go('team'),
  })
  const problem = spoken.error instanceof Problem ? spoken.error : undefined
  const write = (next: ProgrammeDocument) => draft.write(next)
  return (
    <Frame
      step="programme"
      title={say('programme.title')}
      lead={say(`programme.lead.${shop.trade}` as 'programme.lead.cafe')}
      open
      preview={<Preview business={shop.name} look={look} document={document} />}
    >
      <Sentences
        document={document}
        onChange={write}
        faultAt={(path) => problem?.about(path)}
        sign={({ prize }) =>
          prize ? <PrizeSign document={document} place={prize} onChange={write} /> : undefined
        }
      >
        {document.points ? <RewardRows look={look} unit={document.points.name} /> : null}
      </Sentences>
      <Verdict document={document} shop={shop} concerns={spoken.data?.concerns ?? []} />
      <Fault error={spoken.error ?? save.error} />
      <Foot
        step="programme"
        next={say('programme.next')}
        hint={say('programme.hint')}
        busy={save.isPending}
        onNext={() => save.mutate()}
      />
    </Frame>
  )
}
