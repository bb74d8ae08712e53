import { Button } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { removeWallet, type Wallet, wallet } from '../../../api/wallet.ts'
import { Ending } from '../../../ui/Ending.tsx'
import list from '../../../ui/list.module.css'
import { Fault } from '../../../ui/Told.tsx'
import styles from './wallet.module.css'

/** What is known of it: a word, and what it is. */
export function Facts({ facts }: { facts: [word: string, value: ReactNode][] }) {
  return (
    <dl className={styles.facts}>
      {facts.map(([word, value]) => (
        <div key={word}>
          <dt>{word}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

/** Something that somebody has to do about it. */
export function Warning({ children }: { children: ReactNode }) {
  return (
    <p className={styles.warning}>
      <IconAlertTriangle size={20} stroke={1.75} aria-hidden="true" />
      <span>{children}</span>
    </p>
  )
}

/** The way to what is asked for, step by step, for who wants to read it. */
export function How({ title, steps }: { title: string; steps: string[] }) {
  return (
    <details className={styles.how}>
      <summary>{title}</summary>
      <ol>
        {steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
    </details>
  )
}

interface ActsProps {
  kind: keyof Wallet
  remove: string
  meaning: string
  replace: string
  onReplace(): void
  children?: ReactNode
}

/** What can be done with what is set up. */
export function Acts({ kind, remove: label, meaning, replace, onReplace, children }: ActsProps) {
  const queries = useQueryClient()
  const remove = useMutation({
    mutationFn: () => removeWallet(kind),
    onSuccess: (now) => queries.setQueryData(wallet.queryKey, now),
  })
  return (
    <>
      <div className={list.acts}>
        {children}
        <Button variant="default" onClick={onReplace}>
          {replace}
        </Button>
        <Ending label={label} meaning={meaning} pending={remove.isPending} onEnd={() => remove.mutate()} />
      </div>
      <Fault error={remove.error} />
    </>
  )
}
