/** A key of our own making for one intent. (`crypto.randomUUID` is missing where a shop opens us by plain HTTP.) */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

let last: Promise<unknown> = Promise.resolve()

/** One at a time in all tabs; where the browser has no locks (plain HTTP), in this one. */
export function oneAtATime<Result>(name: string, work: () => Promise<Result>): Promise<Result> {
  if (navigator.locks) return navigator.locks.request(name, work) as Promise<Result>
  const done = last.then(work, work)
  last = done.catch(() => undefined)
  return done
}
