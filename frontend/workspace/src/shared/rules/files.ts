/** `1.5 MB`, `320 KB`: as much as a person wants to know before opening a file. */
export function formatBytes(bytes: number): string {
  const kilobytes = Math.max(1, Math.round(bytes / 1024))
  if (kilobytes < 1024) return `${kilobytes} KB`
  return `${Math.round((bytes / 1024 / 1024) * 10) / 10} MB`
}

/** `application/pdf` is a PDF to people. */
export function fileKind(mediaType: string): string {
  const name = mediaType.split('/').at(-1) ?? ''
  return name === 'jpeg' ? 'JPG' : name.toUpperCase()
}
