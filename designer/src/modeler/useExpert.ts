import { ref, watch, type Ref } from 'vue'

const remembered = 'lianban.expert'
const expert = ref(localStorage.getItem(remembered) === 'yes')
watch(expert, (on) => localStorage.setItem(remembered, on ? 'yes' : 'no'))

/** Does this person want to see technical fields? Kept on the device. */
export const useExpert = (): Ref<boolean> => expert
