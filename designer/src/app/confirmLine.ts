/** One line of what a deed will do. */
export interface ConfirmLine {
  sign: string
  words: string
  /** Whose work is concerned, and what becomes of it. */
  more?: string
  tone?: 'red'
}
