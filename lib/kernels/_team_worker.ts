/**
 * A helper of {@linkcode Team}: runs in a worker of its own, takes blocks of the current job until told to quit.
 */
import { claim, functionsOf, type Invitation, place, quitting, takePart } from "./_team_board.ts";

const scope = globalThis as unknown as {
  onmessage: (event: MessageEvent<Invitation>) => void;
  close(): void;
};

scope.onmessage = ({ data: { module, memory, board } }) => {
  const control = new Int32Array(board);
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  const functions = [...functionsOf(exports).values()];
  for (;;) {
    const word = Atomics.load(control, place.word);
    if (word === quitting) break;
    const block = claim(control, word);
    if (block >= 0) takePart(functions, board, block);
    else Atomics.wait(control, place.word, word);
  }
  scope.close();
};
