import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import type { Desk, Leaf, SaleRequest } from '../api.ts'

/** A sale as it waits on this device: written before anybody is told that it is done. */
export interface Waiting {
  /** In which order they go; given by the database. */
  seq?: number
  /** Made on the device, once: the server takes it once, however often it is sent. */
  key: string
  request: SaleRequest
  /** What a person reads in the list. */
  told: { name: string | null; amountMinor: number; stamps: number }
  approval?: string
  state: 'waiting' | 'refused'
  /** It was sent, and no answer came: it may have been taken. */
  sent?: boolean
  refusal?: { code: string; text: string; toldServer: boolean }
}

interface Kept {
  desk: Desk
  cursor: string
  acting: { token: string; until: string; staffId: string }
  till: boolean
  businessId: string
}

interface Counter extends DBSchema {
  leaves: { key: string; value: Leaf }
  queue: { key: number; value: Waiting }
  kept: { key: keyof Kept; value: Kept[keyof Kept] }
}

let opening: Promise<IDBPDatabase<Counter>> | undefined

/** The store of this device. */
export function database(): Promise<IDBPDatabase<Counter>> {
  opening ??= openDB<Counter>('regulars-counter', 1, {
    upgrade(db) {
      db.createObjectStore('leaves', { keyPath: 'id' })
      db.createObjectStore('queue', { keyPath: 'seq', autoIncrement: true })
      db.createObjectStore('kept')
    },
  })
  return opening
}

export async function recall<Key extends keyof Kept>(key: Key): Promise<Kept[Key] | undefined> {
  return (await database()).get('kept', key) as Promise<Kept[Key] | undefined>
}

export async function keep<Key extends keyof Kept>(key: Key, value: Kept[Key] | undefined): Promise<void> {
  const db = await database()
  await (value === undefined ? db.delete('kept', key) : db.put('kept', value, key))
}

/** Leaves nothing behind but what still waits to be sent. */
export async function wipe(): Promise<void> {
  const db = await database()
  await Promise.all([db.clear('leaves'), db.clear('kept')])
}
