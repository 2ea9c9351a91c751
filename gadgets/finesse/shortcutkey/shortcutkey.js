/** The namespace `finesse.shortcutkey`. */
import { ShortcutKeyService } from "./shortcut_key_service.js";

export const shortcutkey = { ShortcutKeyService };
