export interface Took {
  wall: number
  cpu: number
}

/** Wall and CPU seconds of this process, the best of a few turns. */
export async function best(turns: number, work: () => unknown): Promise<Took> {
  let found: Took = { wall: Number.POSITIVE_INFINITY, cpu: Number.POSITIVE_INFINITY }
  for (let turn = 0; turn < turns; turn += 1) {
    const [begun, cpu] = [performance.now(), process.cpuUsage()]
    await work()
    const used = process.cpuUsage(cpu)
    const took = { wall: (performance.now() - begun) / 1000, cpu: (used.user + used.system) / 1e6 }
    found = { wall: Math.min(found.wall, took.wall), cpu: Math.min(found.cpu, took.cpu) }
  }
  return found
}
