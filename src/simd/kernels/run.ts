import { Call, Step } from './call'

/** Runs calls that lie one behind the other in memory; the host has put the kernels into the table of functions. */
export function run(calls: usize, count: i32, step: Step): void {
  const end = calls + offsetof<Call>() * count
  for (let at = calls; at < end; at += offsetof<Call>()) {
    const call = changetype<Call>(at)
    call_indirect<void>(call.kernel, call, step)
  }
}

/** The first byte of memory that the host may use. */
export function heapBase(): usize {
  return __heap_base
}
