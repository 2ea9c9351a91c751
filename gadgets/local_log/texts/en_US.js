/** English. */
export default {
  language: "English",
  title: "Local log",
  subtitle: "What desktops in this browser have logged, kept in the browser itself.",
  switch: "Keep a log from the next sign-in on",
  session: "Session",
  "session.of": "{began}, {count} lines",
  lines: "Lines",
  none: "Nothing has been logged here. Switch the log on above, or sign in at /desktop/container/?lls=true.",
  copy: "Copy",
  copied: "{count} lines copied",
  "copy.failed": "The browser does not allow copying here",
  refresh: "Refresh",
  forget: "Delete all",
  forgotten: "Everything is deleted",
};
