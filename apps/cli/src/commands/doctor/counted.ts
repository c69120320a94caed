/** A number with its noun: `1 file`, `2 files`. @param plural - Where it is irregular. */
export function counted(count: number, noun: string, plural: string = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : plural}`;
}
