import { fileURLToPath } from 'node:url'

/** The root folder of the checkout. */
export const checkout = fileURLToPath(new URL('../..', import.meta.url))
