declare module 'dmn-moddle' {
  import type { ModdleElement } from '../../model/moddle.ts'

  interface TypeDescriptor {
    readonly name: string
    readonly superClass?: readonly string[]
    readonly extends?: readonly string[]
    readonly properties: readonly Record<string, unknown>[]
  }

  export class DmnModdle {
    readonly registry: {
      readonly packageMap: Readonly<Record<string, object>>
      registerType(type: TypeDescriptor, pkg: object): void
    }
    fromXML(xml: string): Promise<{ rootElement: ModdleElement; warnings: readonly { message: string }[] }>
  }
}
