/** A set of small whole numbers: rules, by their index. */
export type Bits = Uint32Array

export const noBits = (size: number): Bits => new Uint32Array((size + 31) >>> 5)

export function allBits(size: number): Bits {
  const bits = noBits(size)
  for (let index = 0; index < size; index++) add(bits, index)
  return bits
}

export function add(bits: Bits, index: number): void {
  bits[index >>> 5]! |= 1 << (index & 31)
}

export const has = (bits: Bits, index: number): boolean => ((bits[index >>> 5]! >>> (index & 31)) & 1) === 1

export const isEmpty = (bits: Bits): boolean => bits.every((word) => word === 0)

export const both = (a: Bits, b: Bits): Bits => a.map((word, index) => word & b[index]!)

/** In ascending order. */
export function listOf(bits: Bits): number[] {
  const found: number[] = []
  for (let word = 0; word < bits.length; word++) {
    for (let rest = bits[word]!; rest !== 0; rest &= rest - 1) found.push((word << 5) + 31 - Math.clz32(rest & -rest))
  }
  return found
}
