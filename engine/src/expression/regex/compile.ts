import { parsePattern, type Flags, type Part } from './pattern.ts'
import { PatternError, type Instruction, type Program } from './program.ts'

/** A pattern may not grow beyond this by its counts: `(a{100}){100}` is ten thousand instructions. */
const LARGEST = 20_000

/** Compiles a pattern of XPath; throws a `PatternError` that says what is wrong with it. */
export function compilePattern(pattern: string, flagText: string): Program {
  const flags = flagsOf(flagText)
  const { part: whole, groups } = parsePattern(pattern, flags)
  const instructions: Instruction[] = []
  let slots = 2 * (groups + 1)

  const emit = (instruction: Instruction): number => {
    if (instructions.length >= LARGEST) throw new PatternError('the pattern repeats too much')
    return instructions.push(instruction) - 1
  }

  const put = (part: Part): void => {
    switch (part.kind) {
      case 'char':
        emit({ op: 'char', test: part.test })
        return
      case 'start':
      case 'end':
        emit({ op: part.kind, multiline: flags.m })
        return
      case 'same':
        emit({ op: 'same', group: part.group, fold: flags.i })
        return
      case 'sequence':
        part.parts.forEach(put)
        return
      case 'choice':
        choose(part.parts)
        return
      case 'group':
        if (part.group !== undefined) emit({ op: 'save', slot: 2 * part.group })
        put(part.inner)
        if (part.group !== undefined) emit({ op: 'save', slot: 2 * part.group + 1 })
        return
      case 'repeat':
        repeat(part)
    }
  }

  const choose = (parts: readonly Part[]): void => {
    const jumps: { op: 'jump'; to: number }[] = []
    parts.forEach((part, i) => {
      if (i === parts.length - 1) return put(part)
      const split = { op: 'split' as const, first: instructions.length + 1, second: 0 }
      emit(split)
      put(part)
      const jump = { op: 'jump' as const, to: 0 }
      emit(jump)
      jumps.push(jump)
      split.second = instructions.length
    })
    for (const jump of jumps) jump.to = instructions.length
  }

  const repeat = ({ inner, min, max, lazy }: Part & { kind: 'repeat' }): void => {
    for (let i = 0; i < min; i++) put(inner)
    const optional = (): { op: 'split'; first: number; second: number } => {
      const split = { op: 'split' as const, first: 0, second: 0 }
      emit(split)
      return split
    }
    const aim = (split: { first: number; second: number }, into: number, out: number): void => {
      split.first = lazy ? out : into
      split.second = lazy ? into : out
    }
    if (max === Infinity) {
      const slot = slots++
      const split = optional()
      const into = emit({ op: 'mark', slot })
      put(inner)
      emit({ op: 'moved', slot })
      emit({ op: 'jump', to: into - 1 })
      aim(split, into, instructions.length)
      return
    }
    const splits = Array.from({ length: max - min }, () => {
      const split = optional()
      const into = instructions.length
      put(inner)
      return { split, into }
    })
    for (const { split, into } of splits) aim(split, into, instructions.length)
  }

  put(whole)
  emit({ op: 'match' })
  return { instructions, groups, slots }
}

function flagsOf(text: string): Flags {
  if (/[^smixq]/.test(text)) throw new PatternError(`there are no flags «${text}»`)
  const has = (flag: string): boolean => text.includes(flag)
  return { s: has('s'), m: has('m'), i: has('i'), x: has('x'), q: has('q') }
}
