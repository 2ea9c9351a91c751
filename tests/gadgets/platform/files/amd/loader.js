/** The least that is an AMD loader: modules by name, required once they are defined. */
(function () {
  const modules = {};
  window.define = function (name, needed, make) {
    const given = make ?? needed;
    const wanted = make ? needed : [];
    modules[name] = typeof given === "function" ? given(...wanted.map((one) => modules[one])) : given;
  };
  window.define.amd = {};
  window.require = function (names, use) {
    use(...names.map((name) => {
      if (!(name in modules)) {
        throw new Error("no module " + name);
      }
      return modules[name];
    }));
  };
})();
