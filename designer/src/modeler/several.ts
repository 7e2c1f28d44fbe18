import type { Services } from './services.ts'

const command = 'lianban.several'

/** Runs other commands as its own preparation, so that they are undone and redone as one. */
class SeveralHandler {
  preExecute({ steps }: { steps: readonly (() => void)[] }): void {
    for (const step of steps) step()
  }

  execute(): [] {
    return []
  }

  revert(): [] {
    return []
  }
}

export const registerSeveral = (commandStack: Services['commandStack']): void =>
  commandStack.registerHandler(command, SeveralHandler)

/** One entry of the undo history for several changes. */
export const several = (commandStack: Services['commandStack'], steps: readonly (() => void)[]): void =>
  commandStack.execute(command, { steps })
