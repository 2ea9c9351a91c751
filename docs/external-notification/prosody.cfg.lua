-- Prosody 0.12 in the notification service's place. Replace the domain by the node's name, the paths by yours.
-- Besides this file: mod_auth_axl.lua in a folder of plugin_paths, and groups.txt beside it, with the two lines
--   [+finesse]
--   finesse@localhost

plugin_paths = { "/etc/prosody/plugins" }
data_path = "/var/lib/prosody"
interfaces = { "127.0.0.1" }
c2s_ports = { 5222 }
c2s_direct_tls_ports = { 5223 }
http_ports = { 7071 }
https_ports = { 7443 }
http_interfaces = { "127.0.0.1" }
https_interfaces = { "127.0.0.1" }
s2s_ports = { }
certificates = "/etc/prosody/certs" -- localhost.crt, localhost.key, and ca.pem to verify Unified CM by
log = { info = "/var/log/prosody/prosody.log" }

modules_enabled = { "roster", "saslauth", "tls", "disco", "ping", "groups", "bosh", "websocket" }
modules_disabled = { "s2s", "offline" }

-- The product offers PLAIN on every port, with TLS or without.
c2s_require_encryption = false
allow_unencrypted_plain_auth = true
consider_bosh_secure = true
consider_websocket_secure = true
http_default_host = "localhost"
http_paths = { bosh = "/http-bind", websocket = "/ws" }
http_cors_override = { bosh = { enabled = true }, websocket = { enabled = true } }
bosh_max_wait = 60
bosh_max_inactivity = 60

VirtualHost "localhost"
	-- Everybody has the Finesse web application in the roster, so it hears whose desktop is there.
	groups_file = "/etc/prosody/groups.txt"
	authentication = "axl"
	axl_url = "https://localhost:8443/axl/"
	axl_cafile = "/etc/prosody/certs/ca.pem"
	axl_user = "ccx_axl"
	axl_password = "finesse"
	axl_local_users = { finesse = "finesse" }

Component "pubsub.localhost" "pubsub"
	-- The Finesse web application makes the nodes, and is their owner.
	admins = { "finesse@localhost" }
