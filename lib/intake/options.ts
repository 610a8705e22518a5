/** How to open a workspace. Whatever is given here goes before `workspace.yaml`. */
export interface OpenOptions {
  /** Day to look back to, `YYYY-MM-DD`; at the latest the config's own. Default: the config's own. */
  readonly asOf?: string;
  /** Folder the source paths start from. Default: the workspace's folder. */
  readonly data?: string;
  /** Worker threads. Default: `limits.threads`, else one a core. */
  readonly threads?: number;
  /** Memory limit such as "4GB". For the database. Default: `limits.memory`, else 3GB. */
  readonly memoryLimit?: string;
  /** Folder for data that does not fit in memory and for files in other encodings. Default: a temporary one. */
  readonly spillFolder?: string;
  /** Aborting stops the work and removes what was made so far. */
  readonly signal?: AbortSignal;
  /** Told what is being done; `share` is in [0, 1], or null when unknown. */
  readonly onProgress?: (step: { readonly stage: string; readonly share: number | null }) => void;
}
