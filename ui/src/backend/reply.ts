import type { commands } from "./bindings";

type Commands = typeof commands;

/** What a command answers with: `Reply<"snapshot">`, `Reply<"approvals">[number]`. */
export type Reply<Name extends keyof Commands> = Extract<Awaited<ReturnType<Commands[Name]>>, { status: "ok" }>["data"];

/** What a command is asked with, its first argument: `Ask<"analyse">`. */
export type Ask<Name extends keyof Commands> = Parameters<Commands[Name]>[0];

export type DeskSnapshot = Reply<"snapshot">;
export type VenueHealth = DeskSnapshot["venues"][number];
export type Door = Reply<"door">;
export type Session = NonNullable<Door["session"]>;
/** The backend fills in what is missing. */
export type Preferences = Required<Door["preferences"]>;
export type Notice = Reply<"notices">[number];
export type KillPreview = Reply<"risk">["kill"];
