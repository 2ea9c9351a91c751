/** Long work in turns, between which the page goes on: what is typed, shown and notified does not wait for it. */

const OF_A_TURN = 250; // things

/** The page's other work first. Unlike a timer it is not kept waiting in a page that is not seen. */
export function pause() {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}

/** What `read` makes of each of these, in their order. */
export async function readInTurns(things, read) {
  const made = [];
  for (let first = 0; first < things.length; first += OF_A_TURN) {
    if (first > 0) {
      await pause();
    }
    made.push(...things.slice(first, first + OF_A_TURN).map(read));
  }
  return made;
}
