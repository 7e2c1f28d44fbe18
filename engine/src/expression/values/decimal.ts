/**
 * Decimal arithmetic on JavaScript numbers (DMN 1.5, §10.3.2.3.1). A number stands for the shortest decimal that reads
 * back as it. Where both have up to 15 significant digits, the operation is done on those decimals exactly and its result
 * rounded once to the nearest number (division to 40 digits before that). A longer one is an approximation already, such
 * as 2 / 3: plain arithmetic then, so that 2 / 3 * 3 is 2. Results may be infinite.
 */
export interface Decimal {
  readonly coefficient: bigint
  /** The value is coefficient × 10 ** exponent. */
  readonly exponent: number
}

const EXACT = 1e15
/** Scales at which most decimals are whole: two, four and eight places. */
const SCALES = [1e2, 1e4, 1e8] as const

const isSmallInteger = (n: number): boolean => Number.isInteger(n) && n <= EXACT && n >= -EXACT

/** A power of ten at which both numbers are whole and small, so that plain arithmetic on the scaled ones is exact. */
function commonScale(a: number, b: number): number {
  for (const scale of SCALES) if (isWholeAt(a, scale) && isWholeAt(b, scale)) return scale
  return 0
}

function isWholeAt(n: number, scale: number): boolean {
  const whole = Math.round(n * scale)
  return whole <= EXACT && whole >= -EXACT && whole / scale === n
}

export function add(a: number, b: number): number {
  if (isSmallInteger(a) && isSmallInteger(b)) return a + b
  const scale = commonScale(a, b)
  if (scale > 0) return (Math.round(a * scale) + Math.round(b * scale)) / scale
  if (!Number.isFinite(a + b)) return a + b
  const [p, q] = [decimalOf(a), decimalOf(b)]
  if (isLong(p) || isLong(q) || areFar(p, q)) return a + b
  const [x, y, exponent] = aligned(p, q)
  return toNumber({ coefficient: x + y, exponent })
}

export const subtract = (a: number, b: number): number => add(a, -b)

export function multiply(a: number, b: number): number {
  const product = a * b
  if (isSmallInteger(a) && isSmallInteger(b) && isSmallInteger(product)) return product
  if (!Number.isFinite(product)) return product
  const x = decimalOf(a)
  const y = decimalOf(b)
  if (isLong(x) || isLong(y)) return product
  return toNumber({ coefficient: x.coefficient * y.coefficient, exponent: x.exponent + y.exponent })
}

/** The caller has excluded a divisor of zero. */
export function divide(a: number, b: number): number {
  if (isSmallInteger(a) && isSmallInteger(b)) return a / b
  const scale = commonScale(a, b)
  if (scale > 0) return Math.round(a * scale) / Math.round(b * scale)
  if (!Number.isFinite(a / b)) return a / b
  const x = decimalOf(a)
  const y = decimalOf(b)
  if (isLong(x) || isLong(y)) return a / b
  const digits = 40 + y.coefficient.toString().length
  const coefficient = (x.coefficient * 10n ** BigInt(digits)) / y.coefficient
  return toNumber({ coefficient, exponent: x.exponent - y.exponent - digits })
}

/** Whole exponents are exact as long as the digits stay few; the rest is the machine's power. */
export function power(a: number, n: number): number {
  if (Number.isInteger(n) && n < 0 && n >= -100 && a !== 0) return divide(1, power(a, -n))
  const direct = a ** n
  if (!Number.isInteger(n) || n < 0 || n > 100 || !Number.isFinite(direct) || isSmallInteger(direct)) return direct
  const decimal = decimalOf(a)
  const { coefficient, exponent } = decimal
  if (isLong(decimal)) return direct
  return toNumber({ coefficient: coefficient ** BigInt(n), exponent: exponent * n })
}

/** The remainder with the sign of the divisor: a - b × floor(a / b). */
export function modulo(a: number, b: number): number {
  if (isSmallInteger(a) && isSmallInteger(b)) return a - b * Math.floor(a / b)
  const [p, q] = [decimalOf(a), decimalOf(b)]
  if (areFar(p, q)) return a % b
  const [x, y, exponent] = aligned(p, q)
  const rest = x % y
  return toNumber({ coefficient: rest !== 0n && rest < 0n !== y < 0n ? rest + y : rest, exponent })
}

export function decimalOf(n: number): Decimal {
  const [digits = '0', tens = '0'] = n.toString().split('e')
  const dot = digits.indexOf('.')
  const places = dot < 0 ? 0 : digits.length - dot - 1
  return { coefficient: BigInt(digits.replace('.', '')), exponent: Number(tens) - places }
}

const LONGEST = 10n ** 15n

const isLong = ({ coefficient }: Decimal): boolean => coefficient >= LONGEST || coefficient <= -LONGEST

/** The smaller one lies below all digits of the larger. */
const areFar = (a: Decimal, b: Decimal): boolean => Math.abs(a.exponent - b.exponent) > 60

export const toNumber = ({ coefficient, exponent }: Decimal): number => Number(`${coefficient}e${exponent}`)

/** Both coefficients at the smaller exponent. */
function aligned(a: Decimal, b: Decimal): [bigint, bigint, number] {
  const exponent = Math.min(a.exponent, b.exponent)
  const shifted = (d: Decimal): bigint => d.coefficient * 10n ** BigInt(d.exponent - exponent)
  return [shifted(a), shifted(b), exponent]
}
