import { Notifications } from "@mantine/notifications";
import "@mantine/core/styles/Notification.css";
import "@mantine/notifications/styles.css";

export default function Toasts() {
  return <Notifications position="bottom-center" limit={3} />;
}
