/** Server-sent events, read from fetch: it sends the key of this tab, which `EventSource` could not. */

/**
 * The events of an answer, until its stream ends.
 *
 * @param {Response} response
 * @returns {AsyncGenerator<{event: string, data: string}>}  rejects where the stream breaks off
 */
export async function* eventsOf(response) {
  const reader = /** @type {ReadableStream} */ (response.body).pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const told = (rest + value).split("\n\n");
    rest = /** @type {string} */ (told.pop());
    for (const lines of told.map((text) => text.split("\n"))) {
      const data = fieldOf(lines, "data");
      if (data !== null) yield { event: fieldOf(lines, "event") ?? "message", data };
    }
  }
}

/** @param {string[]} lines @param {string} name */
function fieldOf(lines, name) {
  const found = lines.find((line) => line.startsWith(`${name}: `));
  return found === undefined ? null : found.slice(name.length + 2);
}
