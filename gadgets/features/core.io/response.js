/** What a callback of `gadgets.io.makeRequest` is given. */
(function () {
  "use strict";

  const PREFIX = "throw 1; < don't be evil' >"; // what keeps a script element from running the answer

  /** What the JSON proxy says about `url`: `{rc, body, headers}`; null where it says nothing. */
  gadgets.io.unwrapped_ = function (text, url) {
    const at = text.indexOf(PREFIX);
    try {
      const answers = JSON.parse(at < 0 ? text : text.slice(at + PREFIX.length));
      return Object.hasOwn(answers, url) ? answers[url] : null;
    } catch {
      return null;
    }
  };

  /** The callback's argument, with `data` read as the content type says. */
  gadgets.io.response_ = function (answer, contentType) {
    const rc = Number(answer.rc) || 0;
    const response = { text: answer.body ?? "", rc, headers: answer.headers || {}, errors: [] };
    for (const [name, value] of Object.entries(answer)) {
      if (/^oauth/i.test(name)) {
        response[name] = value;
      }
    }
    if (rc < 200 || rc >= 400) {
      response.errors.push(`${rc} Error`);
      return response;
    }
    // The page of a redirect is no answer of the service, whatever was asked for: it stays text, as Shindig has it.
    const isRedirect = rc >= 300;
    try {
      response.data = read(response.text, isRedirect ? "TEXT" : String(contentType || "TEXT").toUpperCase());
    } catch (error) {
      response.errors.push(`500 Failed to parse ${error.message}`);
      response.rc = 500;
      response.data = null;
    }
    return response;
  };

  gadgets.io.failure_ = function (status, says, text) {
    return { errors: [`${status} ${says}`.trim()], rc: status, text, headers: {} };
  };

  function read(text, contentType) {
    switch (contentType) {
      case "JSON":
      case "FEED":
        return text === "" ? null : parsed(text, JSON.parse, "JSON");
      case "DOM":
        return text === "" ? null : parsed(text, xml, "XML");
      default:
        return text;
    }
  }

  function parsed(text, parse, what) {
    try {
      return parse(text);
    } catch {
      throw new Error(what);
    }
  }

  function xml(text) {
    const tree = new window.DOMParser().parseFromString(text, "text/xml");
    if (tree.getElementsByTagName("parsererror").length > 0) {
      throw new Error("no XML");
    }
    return tree;
  }
})();
