/** The namespace `finesse.digital`. */
import { ChannelService } from "./channel_service.js";

export const digital = { ChannelService };
