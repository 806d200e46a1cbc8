export const errors = {
  unknown: "{{message}}",
  no_backend: "The desk does not answer. The window was opened outside the application.",
} as const;
