import type { ModdleElement } from '../../model/moddle.ts'
import type { Conversion } from '../conversion.ts'
import type { Source } from '../source.ts'

/** Converts what it knows of one element, and takes what it converts: what no part has taken is reported as unknown. */
export type Part = (conversion: Conversion, element: ModdleElement, source: Source) => void
