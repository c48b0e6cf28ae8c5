/** Where two texts differ first, in words. */
export function firstDifference(found: string, wanted: string): string {
  const [has, wants] = [found.split("\n"), wanted.split("\n")];
  const at = wants.findIndex((line, index) => line !== has[index]);
  const line = at < 0 ? wants.length : at;
  const show = (text: string | undefined) => (text === undefined ? "(end of the file)" : text);
  return `Line ${line + 1}:\n  is       ${show(has[line])}\n  would be ${show(wants[line])}`;
}
