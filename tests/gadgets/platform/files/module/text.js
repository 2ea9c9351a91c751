export const text = "loaded as a module";
