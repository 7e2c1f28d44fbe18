import type { Runtime } from '@lianban/engine/runtime'
import type { HandoverRule } from '../../contract/index.ts'

export const handoverSetting = 'handover-rule'

/** What holds until an admin says otherwise. */
const usual: HandoverRule = { absent: true, unclaimed: true, halfDays: 1 }

/** In a demonstration one person plays both posts and moves the clock by days: tasks stay where they look for them. */
export const demoRule: HandoverRule = { ...usual, unclaimed: false }

export async function handoverRule({ store }: Pick<Runtime, 'store'>): Promise<HandoverRule> {
  const saved = await store.setting(handoverSetting)
  return saved === undefined ? usual : (JSON.parse(saved) as HandoverRule)
}
