/** Why something could not be written, and what to try, in a sentence. */
export function writeReason(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  // Deno itself refuses places such as /proc and /dev.
  if (error instanceof Deno.errors.NotCapable) {
    return "nothing may be written there. Choose another folder with --out.";
  }
  if (error instanceof Deno.errors.PermissionDenied || /EROFS|read-only/i.test(message)) {
    return "the folder cannot be written. Choose another with --out, or change its permissions.";
  }
  if (/ENOSPC|no space/i.test(message)) {
    return "the disk is full. Free some space, or choose another folder with --out.";
  }
  if (error instanceof Deno.errors.AlreadyExists || error instanceof Deno.errors.NotADirectory) {
    return "a file stands where a folder is needed. Choose another folder with --out.";
  }
  return message;
}
