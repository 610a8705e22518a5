/** Whether a path names a workspace: a folder with a workspace.yaml, or such a file. */
export async function isWorkspace(path: string): Promise<boolean> {
  if (/\.ya?ml$/i.test(path)) return true;
  try {
    const info = await Deno.stat(path);
    return info.isDirectory && (await Deno.stat(`${path}/workspace.yaml`)).isFile;
  } catch {
    return false;
  }
}
