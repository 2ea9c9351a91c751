"""What every service stands on: settings, life, TLS, alarms, logs, traces, and the sample centre's file."""
