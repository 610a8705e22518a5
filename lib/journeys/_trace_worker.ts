/** A helper of {@linkcode FunnelTeam}: traces blocks of people into shared memory until none are left. */
import { claimBlocks, type TraceJob } from "./_trace_job.ts";

const scope = globalThis as unknown as {
  onmessage: (event: MessageEvent<TraceJob>) => void;
  postMessage: (message: null) => void;
};

scope.onmessage = ({ data }) => {
  claimBlocks(data);
  scope.postMessage(null);
};
