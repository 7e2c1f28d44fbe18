import type { Program } from './program.ts'

const LARGEST_STACK = 100_000

export interface Match {
  readonly start: number
  readonly end: number
  /** What the groups caught, the first at 0; undefined for one that took no part. */
  readonly groups: readonly (string | undefined)[]
}

/**
 * The first match at or after `from`, by backtracking with an own stack: `spend` is told of all steps and may throw, so that
 * no pattern can run away. Offsets count code points.
 */
export function findMatch(
  program: Program,
  chars: readonly string[],
  from: number,
  spend: (steps: number) => void,
): Match | undefined {
  const [first] = program.instructions
  for (let start = from; start <= chars.length; start++) {
    if (first?.op === 'char' && (start === chars.length || !first.test(chars[start] as string))) {
      spend(1)
      continue
    }
    const slots = matchAt(program, chars, start, spend)
    if (slots) return found(program, chars, slots)
  }
  return undefined
}

function found({ groups }: Program, chars: readonly string[], slots: readonly number[]): Match {
  const caught = Array.from({ length: groups }, (_, i) => {
    const [start = -1, end = -1] = [slots[2 * i + 2], slots[2 * i + 3]]
    return start < 0 || end < start ? undefined : chars.slice(start, end).join('')
  })
  return { start: slots[0] as number, end: slots[1] as number, groups: caught }
}

function matchAt(
  { instructions, slots: count }: Program,
  chars: readonly string[],
  start: number,
  spend: (steps: number) => void,
): number[] | undefined {
  const slots: number[] = []
  for (let i = 0; i < count; i++) slots.push(-1)
  /** Three numbers each: -1, where to go on, at what; or a slot, unused, what it was before. */
  const stack: number[] = []
  let top = 0
  let pc = 0
  let at = start
  let steps = 0

  /** Takes the last choice back; false when there is none left. */
  const back = (): boolean => {
    while (top > 0) {
      const value = stack[--top] as number
      const goTo = stack[--top] as number
      const slot = stack[--top] as number
      if (slot < 0) {
        pc = goTo
        at = value
        return true
      }
      slots[slot] = value
    }
    return false
  }
  const push = (slot: number, goTo: number, value: number): void => {
    stack[top++] = slot
    stack[top++] = goTo
    stack[top++] = value
  }
  const set = (slot: number, value: number): void => {
    push(slot, 0, slots[slot] as number)
    slots[slot] = value
    pc++
  }
  const go = (ok: boolean, moved = 0): boolean => {
    if (!ok) return back()
    pc++
    at += moved
    return true
  }

  for (;;) {
    if (++steps === 64) {
      // A stack as large as this is work that goes nowhere.
      spend(top > LARGEST_STACK ? Number.MAX_SAFE_INTEGER : 48)
      steps = 0
    }
    const instruction = instructions[pc]
    let alive = true
    switch (instruction?.op) {
      case 'char':
        alive = go(at < chars.length && instruction.test(chars[at] as string), 1)
        break
      case 'split':
        push(-1, instruction.second, at)
        pc = instruction.first
        break
      case 'jump':
        pc = instruction.to
        break
      case 'save':
      case 'mark':
        set(instruction.slot, at)
        break
      case 'moved':
        alive = go(slots[instruction.slot] !== at)
        break
      case 'start':
        alive = go(at === 0 || (instruction.multiline && chars[at - 1] === '\n'))
        break
      case 'end':
        alive = go(at === chars.length || (instruction.multiline && chars[at] === '\n'))
        break
      case 'same': {
        const caught = chars.slice(slots[2 * instruction.group], slots[2 * instruction.group + 1])
        spend(1 + (caught.length >> 4))
        alive = go(
          caught.every((char, i) => isSame(char, chars[at + i], instruction.fold)),
          caught.length,
        )
        break
      }
      default:
        spend(2 + (steps >> 1))
        slots[0] = start
        slots[1] = at
        return slots
    }
    if (!alive) {
      spend(2 + (steps >> 1))
      return undefined
    }
  }
}

const isSame = (a: string, b: string | undefined, fold: boolean): boolean =>
  a === b || (fold && b !== undefined && a.toLowerCase() === b.toLowerCase())
