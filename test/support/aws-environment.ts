/** Runs something with these variables and without any other that AWS's SDKs read. */
export async function withAwsEnvironment<T>(
  env: Readonly<Record<string, string | undefined>>,
  run: () => Promise<T>,
): Promise<T> {
  const before = { ...process.env };
  for (const name of Object.keys(process.env))
    if (name.startsWith("AWS_")) delete process.env[name];
  const nowhere = { AWS_CONFIG_FILE: "/nowhere", AWS_SHARED_CREDENTIALS_FILE: "/nowhere" };
  const all = { ...nowhere, AWS_EC2_METADATA_DISABLED: "true", ...env };
  for (const [name, value] of Object.entries(all))
    if (value !== undefined) process.env[name] = value;
  try {
    return await run();
  } finally {
    for (const name of Object.keys(all)) delete process.env[name];
    Object.assign(process.env, before);
  }
}
