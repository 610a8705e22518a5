import { type ClusteringModel, readModel, writeModel } from "../clustering/mod.ts";
import { InputError, writeFile } from "../workspace/mod.ts";

/**
 * Opens a saved model.
 *
 * @throws {InputError} The file is absent, or holds no model this version can read.
 */
export async function openModel(path: string): Promise<ClusteringModel> {
  let text: string;
  try {
    text = await Deno.readTextFile(path);
  } catch (error) {
    const reason = error instanceof Deno.errors.NotFound
      ? "there is no such file. Save one with trellis cluster --save."
      : error instanceof Deno.errors.IsADirectory
      ? "it is a folder"
      : (error as Error).message;
    throw new InputError(`Cannot read "${path}": ${reason}`, { cause: error });
  }
  return readModel(text, path);
}

/** Saves a model, whole or not at all. */
export function saveModel(path: string, model: ClusteringModel): Promise<void> {
  return writeFile(path, writeModel(model));
}
