/** Hands a file to the browser's downloads. */
export function saveFile(content: Blob, name: string): void {
  const address = URL.createObjectURL(content)
  const link = document.createElement('a')
  link.href = address
  link.download = name.replace(/[\\/:*?"<>|]/g, '_')
  link.click()
  // The browser reads the address after this turn; a minute is ample for handing it over.
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}
