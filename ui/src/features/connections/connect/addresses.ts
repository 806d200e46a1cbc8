import type { Addresses, ConnectionView } from "~/backend/bindings";

/** The addresses as they are typed; empty is the venue's own. */
export interface AddressForm {
  rest: string;
  ws: string;
  wsPrivate: string;
}

export type AddressField = keyof AddressForm;
export type AddressProblem = "malformed" | "scheme" | "plain";

const schemes: Record<AddressField, readonly string[]> = {
  rest: ["https", "http"],
  ws: ["wss", "ws"],
  wsPrivate: ["wss", "ws"],
};

/** Of a venue that was moved, where it was moved to; else nothing. */
export function formOf(view: ConnectionView): AddressForm {
  if (!view.custom) return { rest: "", ws: "", wsPrivate: "" };
  const { rest, ws, ws_private } = view.addresses;
  return { rest: rest ?? "", ws: ws ?? "", wsPrivate: ws_private === ws ? "" : (ws_private ?? "") };
}

export function addressesOf(form: AddressForm): Addresses {
  const given = (text: string) => (text.trim() === "" ? null : text.trim().replace(/\/+$/, ""));
  return { rest: given(form.rest), ws: given(form.ws), ws_private: given(form.wsPrivate) };
}

/** What is wrong with an address: scheme://host:port, and plain http and ws for this machine alone. */
export function addressProblem(field: AddressField, text: string): AddressProblem | null {
  if (text.trim() === "") return null;
  const [, scheme, host] = /^([a-z]+):\/\/(\[[^\]\s]+\]|[^/:@\s?#]+)(?::\d{1,5})?\/*$/.exec(text.trim()) ?? [];
  if (scheme === undefined || host === undefined) return "malformed";
  if (!schemes[field].includes(scheme)) return "scheme";
  return scheme === "https" || scheme === "wss" || isLoopback(host) ? null : "plain";
}

const isLoopback = (host: string) => host === "localhost" || host === "[::1]" || /^127(\.\d{1,3}){3}$/.test(host);
