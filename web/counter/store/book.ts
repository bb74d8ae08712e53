import type { Desk, Leaf } from '../api.ts'
import { askTill } from './asking.ts'
import { database, recall } from './database.ts'

/** The customers this device knows, in memory and in its store. */
const leaves = new Map<string, Leaf>()
let names: { leaf: Leaf; folded: string }[] | undefined
const PAGES_AT_MOST = 50

interface Page {
  items: Leaf[]
  gone: string[]
  next: string
  more: boolean
}

/** Reads what the store kept, so that a device that starts without network knows its regulars. */
export async function openBook(): Promise<void> {
  for (const leaf of await (await database()).getAll('leaves')) leaves.set(leaf.id, leaf)
  names = undefined
}

export function closeBook(): void {
  leaves.clear()
  names = undefined
}

let turning: Promise<void> | undefined

/** Reads on where it stopped: everybody at first, then what has changed. */
export function readOn(): Promise<void> {
  turning ??= turnPages().finally(() => {
    turning = undefined
  })
  return turning
}

async function turnPages(): Promise<void> {
  let cursor = await recall('cursor')
  for (let page = 0; page < PAGES_AT_MOST; page += 1) {
    const after = cursor ? `?after=${cursor}` : ''
    const { items, gone, next, more } = await askTill<Page>('GET', `/api/v1/counter/book${after}`)
    const tx = (await database()).transaction(['leaves', 'kept'], 'readwrite')
    for (const leaf of items) void tx.objectStore('leaves').put(leaf)
    for (const id of gone) void tx.objectStore('leaves').delete(id)
    void tx.objectStore('kept').put(next, 'cursor')
    await tx.done
    for (const leaf of items) leaves.set(leaf.id, leaf)
    for (const id of gone) leaves.delete(id)
    names = undefined
    cursor = next
    if (!more) return
  }
}

export function leafOf(id: string): Leaf | undefined {
  return leaves.get(id)
}

/** Somebody met at this device, or who has another balance now. */
export async function putLeaf(leaf: Leaf): Promise<void> {
  leaves.set(leaf.id, leaf)
  names = undefined
  await (await database()).put('leaves', leaf)
}

/** By the last digits of the phone: those who came latest first. */
export function byDigits(digits: string): Leaf[] {
  if (digits.length < 2) return []
  const end = digits.slice(-6)
  return [...leaves.values()]
    .filter(({ tails }) => tails.some((tail) => tail.endsWith(end)))
    .sort(latestFirst)
}

/** By the beginning of any of her names, without accents. */
export function byName(typed: string): Leaf[] {
  const wanted = fold(typed).split(' ').filter(Boolean)
  if (wanted.length === 0) return []
  names ??= [...leaves.values()].map((leaf) => ({
    leaf,
    folded: ` ${fold(`${leaf.name} ${leaf.greeting}`)}`,
  }))
  return names
    .filter(({ folded }) => wanted.every((word) => folded.includes(` ${word}`)))
    .map(({ leaf }) => leaf)
    .sort(latestFirst)
}

/** By a card's number, which the book has only as a mark. */
export async function byCard(number: string, { business }: Desk): Promise<Leaf | undefined> {
  const text = new TextEncoder().encode(`${business.mark} ${number.replace(/[\s\-–.]/g, '')}`)
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', text))
  const mark = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0'))
    .join('')
    .slice(0, 24)
  return [...leaves.values()].find(({ cards }) => cards.includes(mark))
}

const latestFirst = (a: Leaf, b: Leaf) =>
  (b.lastDay ?? '').localeCompare(a.lastDay ?? '') || b.visits - a.visits

function fold(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}
