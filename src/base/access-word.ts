/** What a row may ask of its callers. */
export type AccessWord = "public" | "apiKey" | "iam" | "cognito" | "custom";
