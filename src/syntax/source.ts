// Bytes to text.
export type Decoder = (encoding: string, bytes: Uint8Array) => string | undefined;
export function sourceText(source: string | Uint8Array, options: { mode: string }): string {
  let text = typeof source === 'string' ? source : new TextDecoder('utf-8', { ignoreBOM: false }).decode(source);
  if (text.includes('\r')) text = text.replace(/\r\n?/g, '\n');
  if (options.mode === 'exec' && text !== '' && !text.endsWith('\n')) text += '\n';
  return text;
}
