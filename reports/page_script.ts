import along from "./theme/export.js" with { type: "text" };
import live from "./theme/live.js" with { type: "text" };
import spy from "./theme/spy.js" with { type: "text" };

/** The one script of a page: interactive charts, what a reader may take along, and where the reader is. */
export const pageScript: string = `${live}\n${along}\n${spy}`;
