"""Why a gadget is not shown, and the page that says so."""
