import { Button, FileInput, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Problem } from '../../../api/api.ts'
import { setGoogle, wallet } from '../../../api/wallet.ts'
import form from '../../../ui/form.module.css'
import { Fault } from '../../../ui/Told.tsx'
import { useWords } from '../../../ui/words.tsx'
import { MOST_BYTES } from './files.ts'
import { words } from './words/words.ts'

interface Props {
  issuerId: string | null
  onDone(): void
}

/** Whose cards they are at Google, and the key that speaks for it. */
export function GoogleForm({ issuerId: kept, onDone }: Props) {
  const { say } = useWords(words)
  const queries = useQueryClient()
  const [issuerId, setIssuerId] = useState(kept ?? '')
  const [file, setFile] = useState<File | null>(null)
  const [tried, setTried] = useState(false)
  const save = useMutation({
    mutationFn: async (chosen: File) => setGoogle({ issuerId, account: await chosen.text() }),
    onSuccess: (now) => {
      queries.setQueryData(wallet.queryKey, now)
      onDone()
    },
  })
  const told = (field: string) => (save.error instanceof Problem ? save.error.about(field) : undefined)
  const isNumber = /^\s*\d{5,25}\s*$/.test(issuerId)
  const tooLarge = file !== null && file.size > MOST_BYTES
  function submit(event: FormEvent) {
    event.preventDefault()
    setTried(true)
    if (file && !tooLarge && isNumber) save.mutate(file)
  }
  return (
    <form className={form.form} onSubmit={submit} noValidate>
      <TextInput
        label={say('google.issuer')}
        description={say('google.issuer.hint')}
        inputMode="numeric"
        autoComplete="off"
        value={issuerId}
        onChange={(event) => setIssuerId(event.currentTarget.value)}
        error={tried && !isNumber ? say('google.issuer.missing') : told('issuerId')}
      />
      <FileInput
        size="md"
        label={say('google.account')}
        description={say('kept')}
        placeholder={say('file.choose')}
        accept=".json"
        value={file}
        onChange={setFile}
        error={tried && !file ? say('file.missing') : tooLarge ? say('file.large') : told('account')}
      />
      <Fault error={save.error} fields={['issuerId', 'account']} />
      <div>
        <Button type="submit" loading={save.isPending}>
          {say('google.do')}
        </Button>
      </div>
    </form>
  )
}
