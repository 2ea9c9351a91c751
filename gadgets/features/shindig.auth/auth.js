/** `shindig.auth`: the security token with which this page asks the server to fetch things. */
(function () {
  "use strict";

  let token = gadgets.util.getUrlParameters().st || "";
  let trusted = null;

  gadgets.config.register("shindig.auth", {}, (configuration) => {
    const { authToken, trustedJson } = configuration["shindig.auth"] || {};
    token = authToken || token;
    trusted = trustedJson ? JSON.parse(trustedJson) : null;
  });

  shindig.auth = {
    getSecurityToken: () => token,
    updateSecurityToken: (given) => {
      token = given;
    },
    getTrustedData: () => trusted,
  };
})();
