// The desktop's panel: takes the tray item and the notifications of programs, so that a test may read and press them.
import { Message, MessageType, sessionBus, Variant } from "@jellybrick/dbus-next";
import { until } from "./poll.mjs";

const WATCHER = "org.kde.StatusNotifierWatcher";
const NOTIFICATIONS = "org.freedesktop.Notifications";
const PROPERTIES = "org.freedesktop.DBus.Properties";
const MENU = "com.canonical.dbusmenu";

function watcherProperties(items) {
  return {
    RegisteredStatusNotifierItems: new Variant("as", items.map(({ sender, path }) => `${sender}${path}`)),
    IsStatusNotifierHostRegistered: new Variant("b", true),
    ProtocolVersion: new Variant("i", 0),
  };
}

// what a program may ask of the panel: member -> [signature, body] of the answer
function answers(items, notifications) {
  return {
    RegisterStatusNotifierItem: ({ sender, body: [service] }) => {
      items.push(service.startsWith("/") ? { sender, path: service } : { sender: service, path: "/StatusNotifierItem" });
      return ["", []];
    },
    Get: ({ body: [, name] }) => ["v", [watcherProperties(items)[name] ?? new Variant("s", "")]],
    GetAll: () => ["a{sv}", [watcherProperties(items)]],
    Notify: ({ body: [application, , , summary, text] }) => {
      notifications.push({ application, summary, text });
      return ["u", [notifications.length]];
    },
    GetCapabilities: () => ["as", [["body", "actions"]]],
    GetServerInformation: () => ["ssss", ["test panel", "tests", "1", "1.2"]],
    CloseNotification: () => ["", []],
  };
}

function labels(layout) {
  const [, properties, children] = layout;
  const id = layout[0];
  const own = properties.label ? [{ id, label: properties.label.value.replaceAll("_", ""), enabled: properties.enabled?.value ?? true }] : [];
  return [...own, ...children.flatMap((child) => labels(child.value))];
}

/** Opens the panel on a desktop's bus: `{ item, menu, press, notifications, close }`. */
export async function openPanel(desktop) {
  const bus = sessionBus({ busAddress: desktop.env.DBUS_SESSION_BUS_ADDRESS });
  const items = [];
  const notifications = [];
  const known = answers(items, notifications);
  await new Promise((connected) => bus.once("connect", connected));
  bus.addMethodHandler((message) => {
    const answer = known[message.member]?.(message);
    if (!answer) return false;
    bus.send(Message.newMethodReturn(message, ...answer));
    return true;
  });
  await bus.requestName(WATCHER);
  await bus.requestName(NOTIFICATIONS);

  const call = async (item, path, face, member, signature, body) => {
    const message = { type: MessageType.METHOD_CALL, destination: item.sender, path, interface: face, member, signature, body };
    return (await bus.call(new Message(message))).body;
  };
  const item = () => until("a tray item to register", () => items.at(-1));
  const property = async (name) => {
    const one = await item();
    return (await call(one, one.path, PROPERTIES, "Get", "ss", ["org.kde.StatusNotifierItem", name]))[0].value;
  };
  const menu = async () => {
    const one = await item();
    const [, layout] = await call(one, await property("Menu"), MENU, "GetLayout", "iias", [0, -1, []]);
    return labels(layout);
  };
  return {
    item,
    property,
    menu,
    notifications,
    /** Presses the menu entry whose label matches. */
    async press(wanted) {
      const entry = await until(`a tray entry ${wanted}`, async () => (await menu()).find(({ label }) => wanted.test(label)));
      const event = [entry.id, "clicked", new Variant("s", ""), 0];
      await call(await item(), await property("Menu"), MENU, "Event", "isvu", event);
    },
    close: () => bus.disconnect(),
  };
}
