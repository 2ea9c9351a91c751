-- Passwords of Unified CM's end users, asked over AXL (doAuthenticateUser); for Prosody 0.12.
--
--   authentication = "axl"
--   axl_url = "https://localhost:8443/axl/"
--   axl_cafile = "/path/to/ca.pem"               what Unified CM's certificate is verified by
--   axl_user = "..."; axl_password = "..."       an AXL user of Unified CM
--   axl_local_users = { finesse = "..." }        accounts that Unified CM does not know

local async = require "util.async";
local base64 = require "util.encodings".base64;
local certmanager = require "core.certmanager";
local http = require "net.http";
local new_sasl = require "util.sasl".new;
local unescape = require "util.jid".unescape;
local xml_escape = require "util.stanza".xml_escape;

local url = module:get_option_string("axl_url", "https://localhost:8443/axl/");
local credentials = module:get_option_string("axl_user", "") .. ":" .. module:get_option_string("axl_password", "");
local local_users = module:get_option("axl_local_users", {});
local context = assert(certmanager.create_context("axl", "client", {
	verify = { "peer" };
	cafile = module:get_option_path("axl_cafile", nil, "config");
}));

local QUESTION = [[<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" ]] ..
	[[xmlns:ns="http://www.cisco.com/AXL/API/12.5"><soapenv:Header/><soapenv:Body><ns:doAuthenticateUser>]] ..
	[[<userid>%s</userid><password>%s</password></ns:doAuthenticateUser></soapenv:Body></soapenv:Envelope>]];

local function ask(username, password)
	local wait, done = async.waiter();
	local right = false;
	http.request(url, {
		method = "POST";
		body = QUESTION:format(xml_escape(username), xml_escape(password));
		headers = {
			["Content-Type"] = "text/xml; charset=utf-8";
			["SOAPAction"] = '"CUCM:DB ver=12.5 doAuthenticateUser"';
			["Authorization"] = "Basic " .. base64.encode(credentials);
		};
		sslctx = context;
	}, function (body, code)
		right = code == 200 and body:match("<userAuthenticated>%s*true%s*</userAuthenticated>") ~= nil;
		if code ~= 200 and code ~= 500 then
			module:log("error", "AXL at %s cannot be asked: %s %s", url, code, body);
		end
		done();
	end);
	wait();
	return right;
end

local provider = {};

function provider.test_password(username, password)
	if local_users[username] then
		return password == local_users[username];
	end
	return ask(unescape(username), password);
end

function provider.user_exists()
	return true; -- who is a user, Unified CM says when somebody signs in
end

function provider.get_sasl_handler()
	return new_sasl(module.host, {
		plain_test = function (_, username, password)
			return provider.test_password(username, password), true;
		end;
	});
end

module:provides("auth", provider);
