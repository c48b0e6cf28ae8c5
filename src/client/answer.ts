/** The value of an answer's body: parsed where it is JSON, else its text; nothing where it is empty. */
export function answerOf(text: string, mediaType: string | undefined): unknown {
  if (text === "") return undefined;
  if (mediaType !== undefined && !/^application\/(?:[^;\s]+\+)?json\b/i.test(mediaType))
    return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
