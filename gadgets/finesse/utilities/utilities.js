/** Small functions that gadgets share. */
import { answers } from "./answers.js";
import { authorization } from "./authorization.js";
import { page } from "./page.js";
import { stores } from "./stores.js";
import { texts } from "./texts.js";
import { times } from "./times.js";

export const Utilities = { ...answers, ...authorization, ...page, ...stores, ...texts, ...times };
