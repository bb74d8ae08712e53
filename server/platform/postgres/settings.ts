import { totalmem } from 'node:os'

const mebibyte = 1024 * 1024

/**
 * Given on the command line at every start, so that a newer Regulars brings newer settings along. Durable: what the
 * till was told is on the disk. Modest: the machine may be a small one that does other work too.
 */
export function settings(memoryBytes = totalmem()): Record<string, string> {
  const memoryMb = Math.floor(memoryBytes / mebibyte)
  return {
    fsync: 'on',
    synchronous_commit: 'on',
    full_page_writes: 'on',
    shared_buffers: `${Math.min(256, Math.max(128, Math.floor(memoryMb / 16)))}MB`,
    effective_cache_size: `${Math.max(256, Math.floor(memoryMb / 2))}MB`,
    work_mem: '8MB',
    maintenance_work_mem: '64MB',
    max_connections: '50',
    // Nothing replicates from the private server; its backup is a logical one.
    wal_level: 'minimal',
    max_wal_senders: '0',
    max_logical_replication_workers: '0',
    // Bounds the replay after a crash, so that the next start stays quick.
    max_wal_size: '1GB',
    checkpoint_timeout: '5min',
    // We start it again ourselves. Left to itself, a PostgreSQL 18.4 that is told to stop while it recovers from the
    // death of one of its processes never ends (24 of 25 tries), and an app killed at that moment left an orphan.
    restart_after_crash: 'off',
    random_page_cost: '1.1',
    // Compiling a plan costs more than our short statements take.
    jit: 'off',
    TimeZone: 'UTC',
    log_timezone: 'UTC',
    lc_messages: 'C',
    // Statements and their parameters are people's names and purchases: they stay out of the log.
    log_min_messages: 'log',
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    log_checkpoints: 'off',
    log_line_prefix: '%m [%p] ',
  }
}
