/** A client that may be missing where the tests run; says which, so that a skipped test has a reason. */
export async function installed<Module>(name: string): Promise<Module | undefined> {
  try {
    return (await import(name)) as Module;
  } catch (error) {
    if (
      (error as { code?: string }).code !== "ERR_MODULE_NOT_FOUND" &&
      (error as { code?: string }).code !== "MODULE_NOT_FOUND"
    )
      throw error;
    console.log(
      `      skipped: the package ${name} is not installed (npm install --save-dev ${name})`,
    );
    return undefined;
  }
}
