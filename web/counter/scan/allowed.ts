const KEPT = 'regulars.camera'

/** Whether the camera was allowed on this device before: it then begins by itself, else it waits for a tap. */
export function cameraAwaits(): 'asleep' | 'starting' {
  return localStorage.getItem(KEPT) ? 'starting' : 'asleep'
}

export function cameraAllowed(allowed: boolean): void {
  if (allowed) localStorage.setItem(KEPT, 'yes')
  else localStorage.removeItem(KEPT)
}
