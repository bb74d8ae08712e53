import { Button, FileInput, PasswordInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Problem } from '../../../api/api.ts'
import { setApple, wallet } from '../../../api/wallet.ts'
import form from '../../../ui/form.module.css'
import { Fault } from '../../../ui/Told.tsx'
import { useWords } from '../../../ui/words.tsx'
import { base64Of, certificateText, MOST_BYTES } from './files.ts'
import { words } from './words/words.ts'

const fields = ['p12', 'password', 'chain']

/** The certificate as the keychain exports it. What was wrong stands beside its field, and nothing typed is lost. */
export function AppleForm({ onDone }: { onDone(): void }) {
  const { say } = useWords(words)
  const queries = useQueryClient()
  const [p12, setP12] = useState<File | null>(null)
  const [chain, setChain] = useState<File | null>(null)
  const [password, setPassword] = useState('')
  const [tried, setTried] = useState(false)
  const save = useMutation({
    mutationFn: async (chosen: File) => {
      const more = chain ? { chain: await certificateText(chain) } : {}
      return setApple({ p12: await base64Of(chosen), password, ...more })
    },
    onSuccess: (now) => {
      queries.setQueryData(wallet.queryKey, now)
      onDone()
    },
  })
  const told = (field: string) => (save.error instanceof Problem ? save.error.about(field) : undefined)
  const tooLarge = (file: File | null) => Boolean(file && file.size > MOST_BYTES)
  function submit(event: FormEvent) {
    event.preventDefault()
    setTried(true)
    if (p12 && !tooLarge(p12) && !tooLarge(chain)) save.mutate(p12)
  }
  return (
    <form className={form.form} onSubmit={submit} noValidate>
      <FileInput
        size="md"
        label={say('apple.p12')}
        description={say('kept')}
        placeholder={say('file.choose')}
        accept=".p12,.pfx"
        value={p12}
        onChange={setP12}
        error={tried && !p12 ? say('file.missing') : tooLarge(p12) ? say('file.large') : told('p12')}
      />
      <PasswordInput
        label={say('apple.password')}
        autoComplete="off"
        visibilityToggleButtonProps={{ 'aria-label': say('password.show'), c: 'var(--ink-2)' }}
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
        error={told('password')}
      />
      <FileInput
        size="md"
        label={say('apple.chain')}
        description={say('apple.chain.hint')}
        placeholder={say('file.choose')}
        accept=".cer,.crt,.pem"
        clearable
        clearButtonProps={{ 'aria-label': say('file.clear') }}
        value={chain}
        onChange={setChain}
        error={tooLarge(chain) ? say('file.large') : told('chain')}
      />
      <Fault error={save.error} fields={fields} />
      <div>
        <Button type="submit" loading={save.isPending}>
          {say('apple.do')}
        </Button>
      </div>
    </form>
  )
}
