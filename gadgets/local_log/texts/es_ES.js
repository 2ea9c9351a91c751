/** Spanish. */
export default {
  language: "Español",
  title: "Registro local",
  subtitle: "Lo que han registrado los escritorios en este navegador, guardado en el propio navegador.",
  switch: "Guardar un registro desde el próximo inicio de sesión",
  session: "Sesión",
  "session.of": "{began}, {count} líneas",
  lines: "Líneas",
  none: "Aquí no se ha registrado nada. Active el registro arriba o inicie sesión en /desktop/container/?lls=true.",
  copy: "Copiar",
  copied: "{count} líneas copiadas",
  "copy.failed": "El navegador no permite copiar aquí",
  refresh: "Actualizar",
  forget: "Borrar todo",
  forgotten: "Todo está borrado",
};
