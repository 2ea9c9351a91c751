"""What an error page says, in plain words: what failed, and how to mend it. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from finesse.shindig.errors.not_shown import Code
from finesse.shindig.spec import ATTRIBUTES, BYTES, ELEMENTS


@dataclass(frozen=True)
class Words:
    """One language's. `{...}` is what `NotShown` knows."""

    title: str
    gadget: str
    line: str
    said: str
    failed: dict[Code, str]
    mend: dict[Code, str]
    faults: dict[str, tuple[str, str]]
    """Of a malformed gadget: what is wrong, and how it is mended."""


ENGLISH = Words(
    title="This gadget cannot be shown",
    gadget="Gadget:",
    line="Line {line}:",
    said="The server says:",
    failed={
        "notFound": "There is no gadget at this address.",
        "unreachable": "The server of this gadget could not be reached, or answered with an error.",
        "timeout": "The server of this gadget did not answer in time.",
        "tooLarge": "This gadget is larger than a gadget may be.",
        "forbidden": "This gadget may not be read from here.",
        "malformed": "The file at this address is not a gadget that can be read.",
        "noContent": "This gadget has nothing to show here.",
        "badRequest": "The address of this gadget is not one that can be asked for.",
    },
    mend={
        "notFound": "Check the spelling in the desktop layout, capital letters too, "
        "and that the file was uploaded.",
        "unreachable": "Check that the server runs and that its name, port and certificate are right.",
        "timeout": "Check that the server runs; then reload the gadget.",
        "tooLarge": "Move scripts, styles and pictures into files of their own.",
        "forbidden": "Ask the administrator to add the server to the setting gadget_hosts; "
        "if the server itself refuses, make the file readable without signing in.",
        "malformed": "Mend the file, upload it again and reload the gadget.",
        "noContent": "Add a <Content> section for this view to the gadget's XML.",
        "badRequest": "Correct the gadget's address in the desktop layout.",
    },
    faults={
        "empty": ("The file is empty.", "Upload it again."),
        "tooLarge": (
            f"It has more than {BYTES} bytes, {ELEMENTS} elements or {ATTRIBUTES} attributes of one.",
            "Move scripts, styles and pictures into files of their own.",
        ),
        "docType": (
            "It has a document type declaration (<!DOCTYPE or <!ENTITY) before its root.",
            "Remove the declaration; write special characters as they are, or as numbers like &#233;.",
        ),
        "notXml": (
            "It is not well-formed XML.",
            "Close every element, quote every attribute, write & as &amp;, and put HTML into <![CDATA[ ]]>.",
        ),
        "notModule": ("Its root is not the element it should be.", "A gadget begins with <Module>."),
        "notMessages": ("Its root is not the element it should be.", "Messages begin with <messagebundle>."),
        "noPrefs": ("It has no <ModulePrefs>.", 'Add <ModulePrefs title="..."/> inside of <Module>.'),
        "noContent": ("It has no <Content>.", 'Add <Content type="html"> inside of <Module>.'),
        "noHref": ('A <Content type="url"> has no href.', 'Say where the page is: href="https://...".'),
        "noName": ("An element lacks an attribute that it needs.", "Add the attribute."),
    },
)

SPANISH = Words(
    title="No se puede mostrar este gadget",
    gadget="Gadget:",
    line="Línea {line}:",
    said="El servidor dice:",
    failed={
        "notFound": "No hay ningún gadget en esta dirección.",
        "unreachable": "No se pudo llegar al servidor de este gadget, o respondió con un error.",
        "timeout": "El servidor de este gadget no respondió a tiempo.",
        "tooLarge": "Este gadget es más grande de lo permitido.",
        "forbidden": "Este gadget no se puede leer desde aquí.",
        "malformed": "El archivo de esta dirección no es un gadget que se pueda leer.",
        "noContent": "Este gadget no tiene nada que mostrar aquí.",
        "badRequest": "La dirección de este gadget no se puede pedir.",
    },
    mend={
        "notFound": "Compruebe la dirección en el diseño del escritorio, también las mayúsculas, "
        "y que el archivo se haya subido.",
        "unreachable": "Compruebe que el servidor funciona "
        "y que su nombre, puerto y certificado son correctos.",
        "timeout": "Compruebe que el servidor funciona y vuelva a cargar el gadget.",
        "tooLarge": "Lleve los scripts, estilos e imágenes a archivos propios.",
        "forbidden": "Pida al administrador que añada el servidor al ajuste gadget_hosts; "
        "si es el servidor quien lo niega, haga que el archivo se pueda leer sin iniciar sesión.",
        "malformed": "Corrija el archivo, súbalo de nuevo y vuelva a cargar el gadget.",
        "noContent": "Añada al XML del gadget una sección <Content> para esta vista.",
        "badRequest": "Corrija la dirección del gadget en el diseño del escritorio.",
    },
    faults={
        "empty": ("El archivo está vacío.", "Súbalo de nuevo."),
        "tooLarge": (
            f"Tiene más de {BYTES} bytes, {ELEMENTS} elementos o {ATTRIBUTES} atributos en uno.",
            "Lleve los scripts, estilos e imágenes a archivos propios.",
        ),
        "docType": (
            "Tiene una declaración de tipo de documento (<!DOCTYPE o <!ENTITY) antes de la raíz.",
            "Quite la declaración; escriba los caracteres especiales tal cual, o como números: &#233;.",
        ),
        "notXml": (
            "No es XML bien formado.",
            "Cierre cada elemento, ponga comillas a los atributos, escriba & como &amp; "
            "y ponga el HTML dentro de <![CDATA[ ]]>.",
        ),
        "notModule": ("Su raíz no es el elemento que debería.", "Un gadget comienza con <Module>."),
        "notMessages": (
            "Su raíz no es el elemento que debería.",
            "Los mensajes comienzan con <messagebundle>.",
        ),
        "noPrefs": ("No tiene <ModulePrefs>.", 'Añada <ModulePrefs title="..."/> dentro de <Module>.'),
        "noContent": ("No tiene <Content>.", 'Añada <Content type="html"> dentro de <Module>.'),
        "noHref": (
            'Un <Content type="url"> no tiene href.',
            'Diga dónde está la página: href="https://...".',
        ),
        "noName": ("A un elemento le falta un atributo necesario.", "Añada el atributo."),
    },
)


def words(language: str) -> tuple[str, Words]:
    """The language in which it is said, and the words."""
    return ("es", SPANISH) if language.lower().startswith("es") else ("en", ENGLISH)
