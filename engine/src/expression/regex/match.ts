import type { Program } from './program.ts'

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
  for (let start = from; start <= chars.length; start++) {
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

interface Branch {
  readonly pc: number
  readonly at: number
  /** What a slot was before: restored on the way back. */
  readonly slot: number
  readonly old: number
}

function matchAt(
  { instructions, slots: count }: Program,
  chars: readonly string[],
  start: number,
  spend: (steps: number) => void,
): number[] | undefined {
  const slots = Array.from({ length: count }, () => -1)
  const stack: Branch[] = []
  let pc = 0
  let at = start
  let steps = 0

  /** Takes the last choice back; false when there is none left. */
  const back = (): boolean => {
    for (let branch = stack.pop(); branch; branch = stack.pop()) {
      if (branch.slot < 0) {
        pc = branch.pc
        at = branch.at
        return true
      }
      slots[branch.slot] = branch.old
    }
    return false
  }
  const set = (slot: number, value: number): void => {
    stack.push({ pc: 0, at: 0, slot, old: slots[slot] as number })
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
      spend(32)
      steps = 0
    }
    const instruction = instructions[pc]
    let alive = true
    switch (instruction?.op) {
      case 'char':
        alive = go(at < chars.length && instruction.test(chars[at] as string), 1)
        break
      case 'split':
        stack.push({ pc: instruction.second, at, slot: -1, old: 0 })
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
        spend(1 + (steps >> 1))
        slots[0] = start
        slots[1] = at
        return slots
    }
    if (!alive) {
      spend(1 + (steps >> 1))
      return undefined
    }
  }
}

const isSame = (a: string, b: string | undefined, fold: boolean): boolean =>
  a === b || (fold && b !== undefined && a.toLowerCase() === b.toLowerCase())
