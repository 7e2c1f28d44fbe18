/** Forms on the screen, in Vue with Element Plus inputs. The kit's style sheet and language come from the host. */
export { default as FormView } from './FormView.vue'
export { default as FormRead } from './FormRead.vue'
export { valueWords } from './valueWords.ts'
