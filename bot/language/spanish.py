"""Spanish words for times, requests and answers."""

from bot.language.table import AskingWords, DayPart, Language, ReplyWords, Span, TimeWords, Unit

# One phrase a line would be pages of them.
# fmt: off
_TIMES = TimeWords(
    weekdays={"lunes": 0, "martes": 1, "miércoles": 2, "jueves": 3, "viernes": 4, "sábado": 5, "domingo": 6},
    loose_weekdays={},
    months={
        "enero": 1, "febrero": 2, "marzo": 3, "abril": 4, "mayo": 5, "junio": 6, "julio": 7, "agosto": 8,
        "septiembre": 9, "setiembre": 9, "octubre": 10, "noviembre": 11, "diciembre": 12,
    },
    days={"hoy": 0, "mañana": 1, "pasado mañana": 2},
    numbers={
        "media": 0.5, "medio": 0.5, "un": 1, "una": 1, "uno": 1, "dos": 2, "un par de": 2, "tres": 3,
        "unas": 3, "unos": 3, "cuatro": 4, "cinco": 5, "seis": 6, "siete": 7, "ocho": 8, "nueve": 9,
        "diez": 10, "once": 11, "doce": 12, "quince": 15, "veinte": 20, "treinta": 30,
    },
    units={
        "minuto": Unit.MINUTE, "minutos": Unit.MINUTE, "min": Unit.MINUTE, "hora": Unit.HOUR,
        "horas": Unit.HOUR, "h": Unit.HOUR, "día": Unit.DAY, "días": Unit.DAY, "semana": Unit.WEEK,
        "semanas": Unit.WEEK, "mes": Unit.MONTH, "meses": Unit.MONTH, "año": Unit.YEAR, "años": Unit.YEAR,
    },
    and_a_half=("y media", "y medio"),
    parts={
        "a primera hora": DayPart.MORNING, "por la mañana": DayPart.MORNING, "en la mañana": DayPart.MORNING,
        "de la mañana": DayPart.MORNING, "mediodía": DayPart.NOON, "al mediodía": DayPart.NOON,
        "a mediodía": DayPart.NOON, "después de comer": DayPart.AFTER_LUNCH,
        "después del almuerzo": DayPart.AFTER_LUNCH, "por la tarde": DayPart.AFTERNOON,
        "en la tarde": DayPart.AFTERNOON, "de la tarde": DayPart.AFTERNOON, "fin del día": DayPart.END_OF_DAY,
        "al final del día": DayPart.END_OF_DAY, "final del día": DayPart.END_OF_DAY,
        "por la noche": DayPart.NIGHT, "en la noche": DayPart.NIGHT, "de la noche": DayPart.NIGHT,
        "medianoche": DayPart.MIDNIGHT, "a medianoche": DayPart.MIDNIGHT,
    },
    loose_parts={"temprano": DayPart.MORNING},
    today_parts={
        "esta mañana": DayPart.MORNING, "este mediodía": DayPart.NOON, "esta tarde": DayPart.AFTERNOON,
        "esta noche": DayPart.NIGHT,
    },
    spans={
        "la próxima semana": Span.NEXT_WEEK, "próxima semana": Span.NEXT_WEEK,
        "la semana que viene": Span.NEXT_WEEK, "la semana próxima": Span.NEXT_WEEK,
        "fin de semana": Span.WEEKEND, "el fin de semana": Span.WEEKEND, "este fin de semana": Span.WEEKEND,
        "final de la semana": Span.END_OF_WEEK, "al final de la semana": Span.END_OF_WEEK,
        "finales de semana": Span.END_OF_WEEK, "final de la próxima semana": Span.END_OF_NEXT_WEEK,
        "el próximo mes": Span.NEXT_MONTH, "próximo mes": Span.NEXT_MONTH,
        "el mes que viene": Span.NEXT_MONTH, "fin de mes": Span.END_OF_MONTH,
        "a fin de mes": Span.END_OF_MONTH, "final de mes": Span.END_OF_MONTH,
        "a final de mes": Span.END_OF_MONTH,
    },
    next_words=("próximo", "próxima"),
    vetoes=(
        "desde", "desde el", "pasado", "pasada", "el pasado", "último", "última", "ayer", "anteayer", "hace",
        "cada", "todos los",
    ),
    joins=(
        "a", "a las", "el", "la", "las", "del", "de", "al", "por", "para", "para el", "antes del",
        "que viene", "este", "sobre",
    ),
    inside=("en", "por", "durante", "dentro de", "en las próximas"),
    from_now=("a partir de ahora", "desde ahora"),
    at=(
        "a las", "a la", "a eso de las", "sobre las", "hacia las", "antes de las", "después de las",
        "para las",
    ),
    oclock=("en punto",),
    hour_marks=("h", "hs", "hrs", "horas"),
    am=("am", "a.m.", "a. m."),
    pm=("pm", "p.m.", "p. m."),
    before_hour={},
    after_hour={
        "y media": 30, "y cuarto": 15, "menos cuarto": -15, "y diez": 10, "menos diez": -10, "y veinte": 20,
    },
    on_day=("el", "el día", "para el", "para el día", "antes del"),
    ordinals=("º", "°"),
    bare_ordinal=True,
    of_month=("de", "del"),
    purpose=("para", "sobre", "que", "y", "o", "por", "si", "con"),
)

_ASKING = AskingWords(
    greetings=(
        "hola", "buenas", "buenos días", "buenas tardes", "buenas noches", "buen día", "saludos", "oye",
        "oigan", "amigos", "gente", "chicos", "sí", "no", "y", "pues", "bueno", "ok", "vale", "pero",
        "gracias", "perdón", "perdona", "disculpa", "disculpe", "disculpen", "una pregunta", "ahora",
        "entonces", "a todos", "estimados", "qué tal",
    ),
    questions=(
        "cómo", "qué", "por qué", "porqué", "dónde", "cuándo", "cuánto", "cuánta", "cuántos", "cuántas",
        "cuál", "cuáles", "quién", "para qué", "a qué", "en qué", "puedo", "se puede", "podría", "podrían",
        "podrías", "pueden", "puede", "puedes", "podemos", "hay", "alguien", "es posible", "existe", "tienen",
        "tienes", "sabes", "saben", "me puede", "me pueden", "me puedes", "me podría", "me podrían", "debo",
        "tengo que", "está mi", "está disponible",
    ),
    wishes=(
        "necesito", "necesitamos", "quiero", "queremos", "quisiera", "quisiéramos", "me gustaría",
        "nos gustaría", "busco", "estoy buscando", "por favor", "ayuda", "ayúdenme", "ayúdame", "ayudarme",
        "alguien sabe", "alguien puede", "me puede", "me pueden", "me puedes", "podrían", "podría",
        "tengo una pregunta", "tengo una duda", "estoy intentando", "intento", "cómo puedo", "cómo se",
        "cómo hago", "quería saber", "no sé cómo",
    ),
    troubles=(
        "error", "errores", "problema", "problemas", "fallo", "falla", "fallan", "falló", "no funciona",
        "no funcionan", "no me funciona", "no puedo", "no podemos", "no me deja", "no deja", "no carga",
        "no abre", "no llega", "no ha llegado", "no llegó", "nunca llegó", "no recibí", "no he recibido",
        "no aparece", "no sale", "no anda", "no va", "no encuentro", "no se puede", "no conecta",
        "no responde", "no arranca", "no inicia", "no enciende", "se cierra", "se cuelga", "se congela",
        "se cae", "está caído", "sigue sin", "todavía no", "aún no", "ya no", "roto", "rota", "dañado",
        "dañada", "perdí", "perdido", "perdida", "robaron", "falta", "faltan", "vacío", "vacía", "equivocado",
        "equivocada", "incorrecto", "incorrecta", "bloqueado", "bloqueada", "rechazado", "rechazada",
        "cobraron", "muy lento", "caducó", "estropeado", "averiado",
    ),
    idle=(
        "no hay problema", "sin problema", "sin problemas", "ningún problema", "qué tal", "qué tal todo",
        "cómo estás", "cómo están", "cómo está", "cómo te va", "cómo va todo", "qué pasa", "hay alguien",
        "hay alguien ahí", "hay alguien aquí", "alguien ahí", "alguien aquí", "alguien por aquí", "estás ahí",
        "sabes qué", "quién sabe", "qué va", "por qué no", "qué bueno", "qué bien", "qué lindo", "qué pena",
        "qué más da", "y qué", "me escuchan", "sí por favor", "qué risa",
    ),
    helping=(
        "has probado", "ha probado", "han probado", "has intentado", "ha intentado", "probaste", "intentaste",
        "estás seguro", "estás segura", "está seguro", "está segura", "quieres decir", "quiere decir",
        "tu problema", "su problema", "entonces tienes un problema", "entonces tiene un problema",
    ),
    pointers=("eso", "esto", "lo", "uno", "una", "ese", "esa", "lo mismo", "también", "así", "ahora"),
    again=("otra vez", "de nuevo", "nuevamente", "sigue", "siguen", "todavía", "aún", "volvió"),
)

_REPLIES = ReplyWords(
    stop=(
        "para", "parar", "pare", "paren", "basta", "basta ya", "ya basta", "para ya", "alto", "detener",
        "darme de baja", "baja", "cancelar suscripción", "stop",
    ),
    start=("empezar", "reanudar", "start", "alta"),
    please=("por favor", "porfa", "gracias", "ya"),
    thanks=(
        "gracias", "muchas gracias", "muchísimas gracias", "mil gracias", "gracias a ti", "gracias a ustedes",
        "gracias por todo", "por todo", "por la ayuda", "por tu ayuda", "por su ayuda", "por vuestra ayuda",
        "por preguntar", "por la respuesta", "de nada", "no hay de qué", "no hay problema", "ningún problema",
        "muy amable", "muy amables", "te agradezco", "les agradezco", "se agradece", "ok", "okay", "vale",
        "de acuerdo", "perfecto", "genial", "excelente", "estupendo", "fantástico", "súper", "guay",
        "entendido", "listo gracias", "adiós", "chao", "chau", "hasta luego", "hasta pronto", "nos vemos",
        "buen día", "buenos días", "buenas tardes", "buenas noches", "buen fin de semana", "feliz día",
        "que tengas un buen día", "hola", "saludos", "un saludo", "un abrazo", "no gracias", "nada más",
        "eso es todo", "claro",
    ),
    fine=(
        "funciona", "ya funciona", "funciona bien", "ya funciona bien", "todo bien", "todo funciona",
        "todo perfecto", "todo correcto", "todo en orden", "bien", "muy bien", "va bien", "ya va",
        "va perfecto", "anda", "ya anda", "anda bien", "resuelto", "solucionado", "arreglado",
        "está resuelto", "está solucionado", "está arreglado", "problema resuelto", "problema solucionado",
        "problema está resuelto", "sin problemas", "sin problema", "sin errores", "no hay problemas",
        "funcionó", "se arregló", "se solucionó", "se resolvió", "llegó", "ya llegó", "ya está", "listo",
        "contento", "contenta", "satisfecho", "satisfecha", "de maravilla", "ya no hay problemas",
        "ya no falla", "va de maravilla",
    ),
    yes=("sí",),
    fillers=(
        "ya", "todo", "está", "ahora", "muy", "y", "el", "la", "lo", "los", "las", "me", "mi", "se", "es",
        "eso", "esto", "de", "a", "ha", "quedó", "bien", "equipo", "chicos", "también", "hoy", "super",
        "por fin", "todos", "totalmente", "te", "les", "otra vez gracias", "estoy", "que", "tan",
    ),
    doubts=(
        "no", "ni", "nada", "nunca", "pero", "sin embargo", "aunque", "todavía", "aún", "sigue", "siguen",
        "otra vez", "de nuevo", "hasta", "solo", "sólo", "casi", "a veces", "excepto", "salvo", "menos",
        "ayer", "al principio", "luego", "problema", "problemas", "error", "errores", "falla", "fallo", "mal",
        "peor", "roto", "rota", "por favor", "necesito", "quiero", "quisiera", "podría", "puede", "pueden",
        "si", "cuándo", "cómo", "dónde", "otro", "otra", "tampoco", "sin", "quizás", "tal vez", "lento",
        "volvió", "regresó", "pregunta", "duda", "por un", "medias", "falta", "funcionaba",
    ),
)

SPANISH = Language(
    name="Spanish",
    times=_TIMES,
    asking=_ASKING,
    replies=_REPLIES,
    stop_words="""
        a al algo alguien algún ante así aún bien cada como cómo con cual cuál cuando cuándo de del desde
        donde dónde dos el él ella ellos en entre era es esa ese eso esta está están este esto estoy gracias
        ha hace hacer hasta hay he hola la las le les lo los más me mi mis mucho muy nada ni no nos o otra
        otro para pero poco por porque pues puede puedo que qué quién quiero se ser si sí sido sin sobre
        solo son soy su sus también tan te tengo ti tiene todo tu tus tú un una uno unos usted ustedes va y
        ya yo favor
    """,
)
