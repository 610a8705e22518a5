import along from "./theme/export.js" with { type: "text" };
import live from "./theme/live.js" with { type: "text" };

/** The one script of a page: interactive charts, then what a reader may take along. */
export const pageScript: string = `${live}\n${along}`;
